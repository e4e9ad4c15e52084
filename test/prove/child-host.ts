import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { HostAddress } from './crash-writers.ts';

export type ChildHost = HostAddress & { process: ChildProcess };

/** Starts the office behind the browser host in a process of its own, its clock `days` ahead. */
export async function startHost(dataDirectory: string, pages: string, days = 0): Promise<ChildHost> {
  const script = path.join(import.meta.dirname, 'crash-host.ts');
  const child = spawn(process.execPath, [script, dataDirectory, pages, String(days)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    windowsHide: true,
  });
  const line = await firstLine(child);
  return { process: child, ...(JSON.parse(line) as HostAddress) };
}

/** The first line a process prints; rejects when it ends without one. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      heard += part;
      const end = heard.indexOf('\n');
      if (end >= 0) resolve(heard.slice(0, end));
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)));
  });
}

/** No notice, no clean-up: SIGKILL, which Windows turns into TerminateProcess. */
export async function kill(host: ChildHost): Promise<void> {
  if (host.process.exitCode !== null || host.process.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => host.process.once('exit', () => resolve()));
  host.process.kill('SIGKILL');
  await gone;
}
