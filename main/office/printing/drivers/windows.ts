import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import {
  type FoundPrinter,
  failed,
  givenUpBefore,
  givenUpOnTheWay,
  PRINTED,
  type PrinterDriver,
  type PrintOrder,
  unknown,
} from '../driver.ts';
import { type RunProgram, runProgram } from '../run-program.ts';

export type WindowsSettings = {
  /** Folder of its own for the files that the PDF program opens: emptied at the start, each file removed when its job has left the queue. */
  temporaryDirectory: string;
  patienceMs?: number;
  pollMs?: number;
  run?: RunProgram;
};

const COMMAND_TIMEOUT_MS = 30_000;

/** PowerShell cmdlets give one object or a list; PrinterStatus 0 is Normal, 4 is Printing. */
const Printers = z.preprocess(
  (value) => (Array.isArray(value) ? value : value == null ? [] : [value]),
  z.array(z.object({ Name: z.string(), PrinterStatus: z.number(), Default: z.boolean() })),
);
const Jobs = z.preprocess(
  (value) => (Array.isArray(value) ? value : value == null ? [] : [value]),
  z.array(z.object({ Id: z.number(), DocumentName: z.string(), JobStatus: z.number() })),
);
const JOB_ERROR = 2;

/** A PowerShell script as arguments. Values come in through the environment only, so no quoting can be broken. */
export function powershellArguments(script: string): string[] {
  const whole = `$ErrorActionPreference='Stop';[Console]::OutputEncoding=[Text.Encoding]::UTF8;${script}`;
  return [
    '-NoProfile',
    '-NonInteractive',
    '-EncodedCommand',
    Buffer.from(whole, 'utf16le').toString('base64'),
  ];
}

const LIST =
  "Get-CimInstance Win32_Printer | Select-Object Name,@{n='PrinterStatus';e={if($_.WorkOffline){7}else{[int](Get-Printer -Name $_.Name).PrinterStatus}}},Default | ConvertTo-Json -Compress";
const PRINT =
  "Start-Process -FilePath $env:TMC_FILE -Verb PrintTo -ArgumentList ('\"'+$env:TMC_PRINTER+'\"') -WindowStyle Hidden";
const JOBS =
  "Get-PrintJob -PrinterName $env:TMC_PRINTER | Select-Object Id,DocumentName,@{n='JobStatus';e={[int]$_.JobStatus}} | ConvertTo-Json -Compress";
const CANCEL =
  'Get-PrintJob -PrinterName $env:TMC_PRINTER | Where-Object DocumentName -like ("*"+$env:TMC_NAME+"*") | Remove-PrintJob';

/**
 * Prints through the Windows spooler with the program that opens PDF files there (verb PrintTo). Not proven on a real
 * Windows yet: the desktop application prints through its own host, this is the way of the browser host. `printed` means
 * that the job was seen in the queue and has left it, which is all that this spooler tells.
 */
export function createWindowsDriver(settings: WindowsSettings): PrinterDriver {
  const { temporaryDirectory, patienceMs = 90_000, pollMs = 1_000, run = runProgram } = settings;
  emptyFolder(temporaryDirectory);

  async function powershell(script: string, env: Record<string, string> = {}): Promise<unknown> {
    const answer = await run('powershell.exe', powershellArguments(script), {
      env,
      timeoutMs: COMMAND_TIMEOUT_MS,
    });
    if (answer.code !== 0) throw new Error(`powershell ended with ${answer.code}`);
    return answer.stdout.trim() === '' ? null : JSON.parse(answer.stdout);
  }

  async function list(): Promise<FoundPrinter[]> {
    return Printers.parse(await powershell(LIST)).map((printer) => ({
      name: printer.Name,
      description: printer.Name,
      isDefault: printer.Default,
      state: printer.PrinterStatus === 0 ? 'ready' : printer.PrinterStatus === 4 ? 'busy' : 'stopped',
    }));
  }

  return {
    list: () => list().catch(() => []),
    findStatus: (printer) =>
      list().then(
        (found) => found.find((entry) => entry.name === printer),
        () => undefined,
      ),
    async print(order) {
      if (order.signal.aborted) return givenUpBefore(order.signal);
      const present = await list().catch(() => undefined);
      if (present === undefined) return failed('spooler-missing');
      if (!present.some((found) => found.name === order.printer)) return failed('printer-missing');
      const written = await writeTemporary(temporaryDirectory, order).catch(() => undefined);
      if (written === undefined) return failed('temporary-unwritable');
      const { folder, name, file } = written;
      const env = { TMC_PRINTER: order.printer, TMC_FILE: file, TMC_NAME: name };
      try {
        if (order.signal.aborted) return givenUpBefore(order.signal);
        for (let copy = 0; copy < order.copies; copy += 1) await powershell(PRINT, env);
        let seen = false;
        for (let waited = 0; waited < patienceMs && !order.signal.aborted; waited += pollMs) {
          const jobs = Jobs.parse(await powershell(JOBS, env)).filter((job) =>
            job.DocumentName.includes(name),
          );
          if (jobs.some((job) => (job.JobStatus & JOB_ERROR) !== 0)) break;
          if (seen && jobs.length === 0) return PRINTED;
          seen ||= jobs.length > 0;
          await delay(pollMs, undefined, { signal: order.signal }).catch(() => undefined);
        }
        await powershell(CANCEL, env);
        return order.signal.aborted ? givenUpOnTheWay(order.signal) : unknown('printer-silent');
      } catch {
        await powershell(CANCEL, env).catch(() => undefined);
        return unknown('printer-silent');
      } finally {
        await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      }
    },
  };
}

/** A kill leaves plain papers behind. What cannot be removed (a viewer holds it open) must not keep the office shut. */
function emptyFolder(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    // Each print makes the folder again and says when it cannot.
  }
}

type Written = { folder: string; name: string; file: string };

/** The paper as a file in a folder of its own, whose random name makes the document's name unique in the queue. */
async function writeTemporary(directory: string, order: PrintOrder): Promise<Written> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(directory, 'print-'));
  const name = path.basename(folder);
  const file = path.join(folder, `${name}.pdf`);
  try {
    await writeFile(file, order.pdf, { mode: 0o600 });
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  return { folder, name, file };
}
