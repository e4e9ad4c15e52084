import type { ReadEntry } from '#shared/exchange/index.ts';
import { shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { fill, pastOf } from './commit-fill.ts';
import { openCommitOffice } from './commit-office.ts';

/** What an office wrote, as it is carried to a province. */
export type OfficeEntries = {
  office: string;
  station: string;
  agencyCode: string;
  codeFormat: string;
  /** Without a gap from 1: a few of the setting up, then receptions. */
  entries: ReadEntry[];
  /** The middle length of a reception's body, bytes of UTF-8. */
  bodyBytes: number;
};

const PAGE = 2000;

/** So many receptions, received by an office's own rooms on the days before, and its whole exchange chain. */
export async function makeOfficeEntries(seed: number, count: number): Promise<OfficeEntries> {
  const opened = await openCommitOffice(seed, Date.now() - pastOf(count));
  try {
    fill(opened, standardProcedures(shippedCatalogue().procedures), count, () => undefined);
    const { journal, settings } = opened.office;
    const entries: ReadEntry[] = [];
    for (;;) {
      const page = journal.entriesAfter('exchange', entries.length, PAGE);
      for (const { entry, salt, body } of page)
        entries.push({ entry, salt: salt ?? null, body: body ?? null });
      if (page.length < PAGE) break;
    }
    const [first] = entries;
    if (first === undefined) throw new Error('the office wrote nothing');
    const sizes = entries
      .filter(({ entry }) => entry.kind === 'dossier-received')
      .map(({ body }) => Buffer.byteLength(body ?? ''))
      .sort((a, b) => a - b);
    const { agencyCode, codeFormat } = settings().profile;
    const { office, station } = first.entry;
    const bodyBytes = sizes[sizes.length >> 1] ?? 0;
    return { office, station, agencyCode, codeFormat, entries, bodyBytes };
  } finally {
    await opened.end();
  }
}
