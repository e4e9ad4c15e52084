import { spawn } from 'node:child_process';

/** What a finished program said. `code` null: it was killed. */
export type ProgramResult = { code: number | null; stdout: string; stderr: string };

/** Starts a program with arguments (never through a shell) and waits. Rejects when it cannot be started. */
export type RunProgram = (
  file: string,
  args: readonly string[],
  options: { input?: Uint8Array; env?: Record<string, string>; timeoutMs: number },
) => Promise<ProgramResult>;

const MAX_OUTPUT = 1_000_000;

/** Runs a program of the operating system. The environment has LC_ALL=C, so that its words are always English. */
export const runProgram: RunProgram = (file, args, { input, env = {}, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, [...args], {
      env: { ...process.env, ...env, LC_ALL: 'C', LANG: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < MAX_OUTPUT) stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < MAX_OUTPUT) stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // A program that ends without reading its input closes the pipe; its exit code tells, not this error.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
