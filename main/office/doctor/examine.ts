import { officeTimestamp } from '#shared/base/index.ts';
import { DoctorCheck } from '#shared/contract/index.ts';
import {
  checkClock,
  checkDisk,
  checkDocumentPrinter,
  checkHid,
  checkMark,
  checkScanner,
} from './check-others.ts';
import { checkDriver, checkListing } from './check-ports.ts';
import {
  checkAnswer,
  checkBusy,
  checkPort,
  checkRights,
  checkState,
  type PrinterLook,
} from './check-printer.ts';
import { broken, type Finding } from './finding.ts';
import type { DoctorPorts } from './ports.ts';

/** What an examination found. */
export type Examination = {
  /** Office time at its end. */
  at: string;
  /** False: it was stopped. */
  complete: boolean;
  findings: Finding[];
};

/** What is looked at now, and what was found before. */
export type ExamineStep = { check: DoctorCheck; done: number; total: number; findings: Finding[] };

export type ExamineOptions = { signal: AbortSignal; onStep: (step: ExamineStep) => void };

/**
 * Looks at one thing after another, tells before each look what is looked at, and never throws for what it finds: a look
 * that fails is a finding, too.
 */
export async function examine(ports: DoctorPorts, options: ExamineOptions): Promise<Examination> {
  const { signal, onStep } = options;
  const { ticketPrinter } = await ports.devices.settings();
  const serialNeeded = ticketPrinter.kind === 'serial' || ports.scanner().settings.kind === 'serial';
  const survey = ports.devices.survey();
  const status = ports.status();
  // Awaited where they are looked at; until then a failure must not end the office.
  for (const early of [survey, status]) early.catch(() => undefined);
  const printer = async (): Promise<PrinterLook> => {
    looked ??= { choice: ticketPrinter, survey: await survey, path: null, stuck: false };
    return looked;
  };
  let looked: PrinterLook | undefined;

  const looks: Record<DoctorCheck, () => Promise<Finding>> = {
    'serial-driver': async () => checkDriver(await ports.devices.modules(), serialNeeded),
    'serial-ports': async () => checkListing(await survey, serialNeeded, ports.machine),
    'printer-port': async () => checkPort(await printer(), ports.devices),
    'printer-rights': async () => checkRights(await printer(), ports),
    'printer-busy': async () => checkBusy(await printer(), ports),
    'printer-answer': async () => checkAnswer(await printer(), ports, signal),
    'printer-state': async () => checkState(await printer(), await ports.devices.modules()),
    'scanner-line': async () => checkScanner(ports, await survey),
    hid: async () => checkHid(await ports.devices.hid()),
    'document-printer': async () => checkDocumentPrinter(await status),
    clock: async () => checkClock(await status, ports.clock.now()),
    disk: async () => checkDisk(ports.machine),
    mark: async () => checkMark(await status),
  };

  const checks = DoctorCheck.options;
  const findings: Finding[] = [];
  for (const [done, check] of checks.entries()) {
    if (signal.aborted) break;
    onStep({ check, done, total: checks.length, findings: [...findings] });
    findings.push(await looks[check]().catch(() => unfinished(check)));
  }
  return {
    at: officeTimestamp(ports.clock.now()),
    complete: findings.length === checks.length,
    findings,
  };
}

function unfinished(check: DoctorCheck): Finding {
  return broken(
    check,
    'internal',
    'Không khám được mục này vì có lỗi trong chương trình.',
    'Hãy khám lại; nếu vẫn vậy, lưu gói hỗ trợ và gửi cho người hỗ trợ.',
  );
}
