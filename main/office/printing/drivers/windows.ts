import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type FoundPrinter, failed, PRINTED, type PrinterDriver, unknown } from '../driver.ts';
import { type RunProgram, runProgram } from '../run-program.ts';

export type WindowsSettings = {
  /** Folder for the file that the PDF program opens; it is removed when the job has left the queue. */
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
 * Windows yet: the desktop application prints through its own host, this is the way of the browser host.
 */
export function createWindowsDriver(settings: WindowsSettings): PrinterDriver {
  const { temporaryDirectory, patienceMs = 90_000, pollMs = 1_000, run = runProgram } = settings;

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
      if (order.signal.aborted) return failed('cancelled');
      const present = await list().catch(() => undefined);
      if (present === undefined) return failed('spooler-missing');
      if (!present.some((found) => found.name === order.printer)) return failed('printer-missing');
      const folder = await mkdtemp(path.join(temporaryDirectory, 'print-'));
      // The folder's random name makes the document's name unique in the queue.
      const name = path.basename(folder);
      const env = { TMC_PRINTER: order.printer, TMC_FILE: path.join(folder, `${name}.pdf`), TMC_NAME: name };
      try {
        await writeFile(env.TMC_FILE, order.pdf, { mode: 0o600 });
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
        return unknown(order.signal.aborted ? 'cancelled' : 'printer-silent');
      } catch {
        return unknown('printer-silent');
      } finally {
        await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      }
    },
  };
}
