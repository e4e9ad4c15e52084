import { officeTimestamp } from '#shared/base/index.ts';
import type { PrintSettings } from '#shared/contract/index.ts';
import type { FormDocument } from '#shared/forms/index.ts';
import { PdfError } from '../forms/index.ts';
import type { Place } from './places.ts';
import type { PrintingPorts } from './ports.ts';
import { problemSentence } from './problems.ts';

/** A person waits in front of the screen; what has not come out by then is taken out of the queue. */
const PATIENCE_MS = 45_000;

/** Prints a page that says it is a test. No order, no archive, no entry: it is nobody's paper. */
export async function printTestPage(
  ports: Pick<PrintingPorts, 'clock' | 'ids' | 'renderer'>,
  place: Place,
  { printerId, layout }: Pick<PrintSettings, 'printerId' | 'layout'>,
): Promise<{ outcome: 'printed' | 'unknown' | 'failed'; problem: string | null }> {
  const { driver, name } = place.printers.driverOf(printerId);
  const now = ports.clock.now();
  let pdf: Uint8Array;
  try {
    pdf = await ports.renderer.render([testPage(officeTimestamp(now), name)], { layout, at: now });
  } catch (error) {
    return { outcome: 'failed', problem: sentence(error instanceof PdfError ? error.code : 'internal') };
  }
  const { outcome, problem } = await driver.print({
    id: ports.ids.id(),
    expiresAt: now + PATIENCE_MS,
    pdf,
    printer: name,
    copies: 1,
    paper: layout === 'a5' ? 'A5' : 'A4',
    title: 'in-thu',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { outcome, problem: problem === null ? null : sentence(problem) };
}

const sentence = (problem: string): string =>
  problemSentence(problem).replace('bấm In lại', 'bấm In thử').replace('Hồ sơ đã được lưu; ', '');

function testPage(at: string, printer: string): FormDocument {
  return {
    form: { circular: '', number: '', version: '', unconfirmed: false },
    paper: 'A5',
    mark: null,
    reprintMark: null,
    warnings: [],
    headLeft: [],
    headRight: [],
    code: null,
    codeLabel: '',
    qr: null,
    qrCaption: [],
    title: 'TRANG IN THỬ',
    copies: [`Máy in: ${printer}`],
    blocks: [],
    signatures: [],
    notes: [],
    tag: at,
  };
}
