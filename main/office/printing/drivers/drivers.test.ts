import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrintOrder } from '../driver.ts';
import { type ProgramResult, type RunProgram, runProgram } from '../run-program.ts';
import { createSystemPrinters } from '../system-printers.ts';
import { createAskSpooler } from './ask-spooler.ts';
import { createCupsDriver, parsePrinters, parseRequestId } from './cups.ts';
import { createHostDriver } from './host.ts';
import { jobRequest, parseJob, type SpoolerJob } from './ipp.ts';
import { createPdfFolderDriver, PDF_FOLDER_NAME, safeName } from './pdf-folder.ts';
import { createWindowsDriver, powershellArguments } from './windows.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'drivers-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const pdf = new TextEncoder().encode('%PDF');
function order(changes: Partial<PrintOrder> = {}): PrintOrder {
  const signal = new AbortController().signal;
  const sheet = { pdf, printer: 'Laser', copies: 1, paper: 'A5', title: 'H28-1' } as const;
  return { id: 'job.1', expiresAt: Number.MAX_SAFE_INTEGER, ...sheet, signal, ...changes };
}

describe('folder of PDF files', () => {
  const toFolder = (changes: Partial<PrintOrder> = {}) => order({ printer: PDF_FOLDER_NAME, ...changes });

  it('numbers what has the same title, from the first free number, and leaves no part behind', async () => {
    const driver = createPdfFolderDriver(() => directory);
    writeFileSync(path.join(directory, 'H28-1_2.pdf'), 'mine');
    for (let count = 0; count < 3; count += 1) await driver.print(toFolder());
    expect(readdirSync(directory).sort()).toEqual([
      'H28-1_1.pdf',
      'H28-1_2.pdf',
      'H28-1_3.pdf',
      'H28-1_4.pdf',
    ]);
    expect(readFileSync(path.join(directory, 'H28-1_2.pdf'), 'utf8')).toBe('mine');
    if (process.platform !== 'win32') {
      expect(statSync(path.join(directory, 'H28-1_1.pdf')).mode & 0o077).toBe(0);
    }
  });

  it('follows the setting, makes the folder, and says when it cannot', async () => {
    let folder = path.join(directory, 'a/b');
    const driver = createPdfFolderDriver(() => folder);
    expect((await driver.print(toFolder())).outcome).toBe('printed');
    expect(readdirSync(folder)).toEqual(['H28-1_1.pdf']);
    folder = path.join(folder, 'H28-1_1.pdf');
    expect(await driver.print(toFolder())).toEqual({ outcome: 'failed', problem: 'folder-unwritable' });
    expect((await driver.list())[0]?.state).toBe('stopped');
  });

  it('makes a file name of any title', () => {
    expect(safeName('Giấy tiếp nhận H28.41-0001')).toBe('Giấy_tiếp_nhận_H28.41-0001');
    expect(safeName('../../etc/passwd')).toBe('etc_passwd');
    expect(safeName('')).toBe('giay-to');
    expect(safeName('x'.repeat(500))).toHaveLength(100);
  });
});

describe('CUPS, where the real one does not go', () => {
  /** `lp` and `lpstat` as scripted; each answers with the next of its answers. */
  function scripted(answers: Record<string, Partial<ProgramResult>[]>): RunProgram & { calls: string[] } {
    const calls: string[] = [];
    const run: RunProgram = async (file, args) => {
      calls.push([file, ...args].join(' '));
      const answer = answers[file]?.shift();
      if (answer === undefined) throw new Error(`no ${file}`);
      return { code: 0, stdout: '', stderr: '', ...answer };
    };
    return Object.assign(run, { calls });
  }
  const present = () => [{ stdout: 'printer Laser is idle.  enabled since …\n' }, {}];
  const taken = { stdout: 'request id is Laser-7 (0 file(s))\n' };

  function driver(
    answers: Record<string, Partial<ProgramResult>[]>,
    states: (SpoolerJob | undefined | Error)[],
    patienceMs = 3,
  ) {
    const run = scripted({ lpstat: present(), ...answers });
    const ask = async () => {
      const state = states.length > 1 ? states.shift() : states[0];
      if (state instanceof Error) throw state;
      return state;
    };
    return { run, cups: createCupsDriver({ server: null, patienceMs, pollMs: 1, run, ask }) };
  }

  it('hands over by standard input, one-sided, on the paper asked for', async () => {
    const { run, cups } = driver({ lp: [taken] }, [{ state: 'completed', begun: true }]);
    expect(await cups.print(order({ copies: 2, paper: 'A4' }))).toEqual({
      outcome: 'printed',
      problem: null,
    });
    expect(run.calls.at(-1)).toBe('lp -d Laser -n 2 -t H28-1 -o media=A4 -o sides=one-sided -');
  });

  it.each([
    [{ state: 'aborted', begun: true }, 'unknown'],
    [{ state: 'aborted', begun: false }, 'failed'],
    [{ state: 'cancelled', begun: true }, 'unknown'],
    [{ state: 'cancelled', begun: false }, 'failed'],
    [undefined, 'unknown'],
    [new Error('no answer'), 'unknown'],
  ] as const)('reads %o as %s', async (state, outcome) => {
    const { cups } = driver({ lp: [taken] }, [state]);
    expect((await cups.print(order())).outcome).toBe(outcome);
  });

  it('does not call failed what came out while it was being withdrawn', async () => {
    const pending: SpoolerJob = { state: 'pending', begun: false };
    const { cups } = driver({ lp: [taken], cancel: [{ code: 1 }] }, [
      pending,
      pending,
      pending,
      { state: 'completed', begun: true },
    ]);
    expect((await cups.print(order())).outcome).toBe('printed');
  });

  it('follows on through answers that fail, and withdraws the job when they do not end', async () => {
    const silence = new Error('no answer');
    const { run, cups } = driver(
      { lp: [taken] },
      [silence, undefined, silence, { state: 'completed', begun: true }],
      60_000,
    );
    expect((await cups.print(order())).outcome).toBe('printed');
    expect(run.calls.some((call) => call.startsWith('cancel'))).toBe(false);
    const lost = driver({ lp: [taken], cancel: [{}] }, [silence], 60_000);
    expect(await lost.cups.print(order())).toEqual({ outcome: 'unknown', problem: 'printer-silent' });
    expect(lost.run.calls.at(-1)).toBe('cancel Laser-7');
  });

  it.each([
    [{ state: 'processing', begun: true }, 'unknown', 'printer-silent', 'cancelled-on-the-way'],
    [{ state: 'cancelled', begun: false }, 'failed', 'printer-stopped', 'cancelled'],
    [new Error('no answer'), 'unknown', 'printer-silent', 'cancelled-on-the-way'],
  ] as const)('tells a time-out from a wish to stop, left %o', async (left, outcome, late, wished) => {
    for (const [reason, problem] of [
      [new DOMException('late', 'TimeoutError'), late],
      [undefined, wished],
    ] as const) {
      const control = new AbortController();
      const pending: SpoolerJob = { state: 'pending', begun: false };
      const run = scripted({ lpstat: present(), lp: [taken], cancel: [{}] });
      let asked = 0;
      const ask = async () => {
        asked += 1;
        if (asked === 1) {
          control.abort(reason);
          return pending;
        }
        if (left instanceof Error) throw left;
        return left;
      };
      const cups = createCupsDriver({ server: null, pollMs: 1, run, ask });
      expect(await cups.print(order({ signal: control.signal }))).toEqual({ outcome, problem });
      expect(run.calls.at(-1)).toBe('cancel Laser-7');
    }
  });

  it('hands nothing over when the order was given up while the printers were listed', async () => {
    const control = new AbortController();
    const run: RunProgram = async (file) => {
      expect(file).toBe('lpstat');
      control.abort();
      return { code: 0, stdout: 'printer Laser is idle.\n', stderr: '' };
    };
    const cups = createCupsDriver({ server: null, run });
    expect(await cups.print(order({ signal: control.signal }))).toEqual({
      outcome: 'failed',
      problem: 'cancelled',
    });
  });

  it('does not know when lp was killed or gave no number', async () => {
    for (const answer of [{ code: null }, { code: 0, stdout: '?' }]) {
      const { cups } = driver({ lp: [answer] }, [undefined]);
      expect((await cups.print(order())).outcome).toBe('unknown');
    }
    const { cups } = driver({ lp: [] }, [undefined]);
    expect((await cups.print(order())).outcome).toBe('unknown');
    const none = createCupsDriver({ server: null, run: scripted({}) });
    expect(await none.print(order())).toEqual({ outcome: 'failed', problem: 'spooler-missing' });
    expect(await none.list()).toEqual([]);
    expect(await none.findStatus('Laser')).toBeUndefined();
  });

  it('reads the words of the spooler', () => {
    const text =
      'printer A is idle.  enabled\nprinter B now printing B-3.  enabled\nprinter C disabled since\n\tPaused\n';
    expect(
      parsePrinters(text, 'system default destination: B').map((found) => [
        found.name,
        found.state,
        found.isDefault,
      ]),
    ).toEqual([
      ['A', 'ready', false],
      ['B', 'busy', true],
      ['C', 'stopped', false],
    ]);
    expect(parseRequestId('request id is May-in-1-12 (1 file(s))')).toBe('May-in-1-12');
    expect(parseRequestId('lp: Error')).toBeUndefined();
  });
});

describe('asking the spooler', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve))));

  async function serve(answer: Buffer | number): Promise<string> {
    server = createServer((request, response) => {
      request.resume();
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(200).end(answer);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}`;
  }

  it('rejects what is no answer', async () => {
    await expect(createAskSpooler(await serve(503))(1)).rejects.toThrow('503');
    await expect(createAskSpooler('127.0.0.1:1')(1)).rejects.toThrow();
  });

  it('knows no job in an error or in junk, whatever its length', async () => {
    const refused = Buffer.from([2, 0, 0x04, 0x06, 0, 0, 0, 1, 3]);
    expect(await createAskSpooler(await serve(refused))(1)).toBeUndefined();
    expect(parseJob(Buffer.from('no'))).toBeUndefined();
    expect(parseJob(jobRequest(1).fill(0, 2, 4))).toBeUndefined();
  });
});

describe('Windows, as far as its commands go', () => {
  const scriptOf = (args: readonly string[]) => Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');
  const listed = JSON.stringify({ Name: 'Máy "in" 1', PrinterStatus: 0, Default: true });

  function windows(jobs: (object | null)[], temporary = path.join(directory, 'not/there/yet')) {
    const calls: { script: string; env: Record<string, string> }[] = [];
    const run: RunProgram = async (file, args, { env = {} }) => {
      expect(file).toBe('powershell.exe');
      const script = scriptOf(args);
      calls.push({ script, env });
      if (script.includes('Win32_Printer')) return { code: 0, stdout: listed, stderr: '' };
      if (script.includes('ConvertTo-Json')) {
        const job = jobs.length > 1 ? jobs.shift() : jobs[0];
        const named =
          job === null ? '' : JSON.stringify({ Id: 1, DocumentName: env['TMC_NAME'], JobStatus: 0, ...job });
        return { code: 0, stdout: named, stderr: '' };
      }
      if (script.includes('PrintTo')) expect(readFileSync(env['TMC_FILE'] ?? '', 'utf8')).toBe('%PDF');
      return { code: 0, stdout: '', stderr: '' };
    };
    const driver = createWindowsDriver({ temporaryDirectory: temporary, run, patienceMs: 4, pollMs: 1 });
    return { driver, calls };
  }

  it('passes names through the environment only', async () => {
    const { driver, calls } = windows([{}, null]);
    expect(await driver.print(order({ printer: 'Máy "in" 1' }))).toEqual({
      outcome: 'printed',
      problem: null,
    });
    expect(calls.every((call) => !call.script.includes('Máy'))).toBe(true);
    expect(calls[1]?.env['TMC_PRINTER']).toBe('Máy "in" 1');
    expect(readdirSync(path.join(directory, 'not/there/yet'))).toEqual([]);
    expect(scriptOf(powershellArguments('x'))).toContain("$ErrorActionPreference='Stop'");
  });

  it('does not know when the job never appeared, stays, or shows an error; and withdraws it', async () => {
    for (const jobs of [[null], [{}], [{ JobStatus: 2 }]]) {
      const { driver, calls } = windows(jobs);
      expect((await driver.print(order({ printer: 'Máy "in" 1' }))).outcome).toBe('unknown');
      expect(calls.at(-1)?.script).toContain('Remove-PrintJob');
    }
  });

  it('starts with an empty folder: a kill leaves plain papers behind', () => {
    const temporary = path.join(directory, 'temporary');
    mkdirSync(path.join(temporary, 'print-abc'), { recursive: true });
    writeFileSync(path.join(temporary, 'print-abc/print-abc.pdf'), 'personal');
    windows([null], temporary);
    expect(readdirSync(temporary)).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(temporary).mode & 0o077).toBe(0);
  });

  it('fails before anything is sent where the file cannot be written, and prints once it can', async () => {
    const inTheWay = path.join(directory, 'file');
    writeFileSync(inTheWay, '');
    const { driver, calls } = windows([{}, null], path.join(inTheWay, 'temporary'));
    expect(await driver.print(order({ printer: 'Máy "in" 1' }))).toEqual({
      outcome: 'failed',
      problem: 'temporary-unwritable',
    });
    expect(calls.some((call) => call.script.includes('PrintTo'))).toBe(false);
    rmSync(inTheWay);
    expect((await driver.print(order({ printer: 'Máy "in" 1' }))).outcome).toBe('printed');
  });

  it('fails without the printer, and without PowerShell', async () => {
    const { driver } = windows([null]);
    expect((await driver.print(order())).problem).toBe('printer-missing');
    expect((await driver.findStatus('Máy "in" 1'))?.state).toBe('ready');
    const none = createWindowsDriver({
      temporaryDirectory: path.join(directory, 'temporary'),
      run: () => Promise.reject(new Error('ENOENT')),
    });
    expect((await none.print(order())).problem).toBe('spooler-missing');
    expect(await none.list()).toEqual([]);
  });
});

describe('the host prints', () => {
  const list = async () => [{ name: 'Laser', description: '', isDefault: true }];

  it('passes its outcomes on and knows nothing when it breaks or is given up', async () => {
    const outcome = async (
      print: Parameters<typeof createHostDriver>[0]['print'],
      signal = new AbortController().signal,
    ) => (await createHostDriver({ list, print }).print(order({ signal }))).outcome;
    expect(await outcome(async () => ({ outcome: 'printed', detail: '' }))).toBe('printed');
    expect(await outcome(async () => ({ outcome: 'failed', detail: 'x' }))).toBe('failed');
    expect(await outcome(async () => ({ outcome: 'unknown', detail: 'x' }))).toBe('unknown');
    expect(await outcome(() => Promise.reject(new Error('window gone')))).toBe('unknown');
    expect(await outcome(() => new Promise(() => undefined), AbortSignal.timeout(5))).toBe('unknown');
  });

  it('tells a time-out from a wish to stop', async () => {
    const host = createHostDriver({ list, print: () => new Promise(() => undefined) });
    const stopped = new AbortController();
    const wished = host.print(order({ signal: stopped.signal }));
    setTimeout(() => stopped.abort(), 5);
    expect((await wished).problem).toBe('cancelled-on-the-way');
    const late = await host.print(order({ signal: AbortSignal.timeout(5) }));
    expect(late).toEqual({ outcome: 'unknown', problem: 'printer-silent' });
  });

  it('begins nothing when the order was given up while the printers were listed', async () => {
    const control = new AbortController();
    const slowList = async () => {
      control.abort();
      return list();
    };
    const print = () => Promise.reject(new Error('began'));
    const driver = createHostDriver({ list: slowList, print });
    expect(await driver.print(order({ signal: control.signal }))).toEqual({
      outcome: 'failed',
      problem: 'cancelled',
    });
  });

  it('is chosen where no CUPS knows more; without a host the system decides', async () => {
    let asked = 0;
    const hostPrinter = {
      list: async () => {
        asked += 1;
        return list();
      },
      print: async () => ({ outcome: 'printed' as const, detail: '' }),
    };
    const temporaryDirectory = path.join(directory, 'temporary');
    const listOn = (platform: string, host: typeof hostPrinter | null) =>
      createSystemPrinters({ platform, temporaryDirectory, hostPrinter: host }).list();
    await listOn('linux', hostPrinter);
    expect(asked).toBe(0);
    await listOn('win32', hostPrinter);
    await listOn('darwin', hostPrinter);
    expect(asked).toBe(2);
    expect(existsSync(temporaryDirectory)).toBe(false);
    expect(Array.isArray(await listOn('win32', null))).toBe(true);
    expect(existsSync(temporaryDirectory)).toBe(true);
  });
});

describe('running a program', () => {
  it('gives input and English words, and ends what takes too long', async () => {
    const script = 'process.stdin.pipe(process.stdout); process.stderr.write(process.env.LC_ALL)';
    const input = new TextEncoder().encode('xin chào');
    const answer = await runProgram(process.execPath, ['-e', script], { input, timeoutMs: 20_000 });
    expect(answer).toEqual({ code: 0, stdout: 'xin chào', stderr: 'C' });
    const slow = await runProgram(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeoutMs: 200,
    });
    expect(slow.code).toBeNull();
    await expect(runProgram('/no/such/program', [], { timeoutMs: 1000 })).rejects.toThrow();
    const deaf = await runProgram(process.execPath, ['-e', ''], {
      input: new Uint8Array(1_000_000),
      timeoutMs: 20_000,
    });
    expect(deaf.code).toBe(0);
  });
});
