import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { HostProcess, StartHostProcess } from '../../ports.ts';

/**
 * Starts a module's process with this very Node. `file`: the bundled entry; null while this is a source.
 * `environment` comes on top of this process's own.
 */
export function forkModuleProcess(
  file: string | null,
  environment: Readonly<Record<string, string>> = {},
): StartHostProcess {
  return async () => {
    const child = fork(file ?? sourceEntry(), [], {
      // Not the arguments of this program: they name files relative to where it was started.
      execArgv: [],
      env: { ...process.env, ...environment },
      // Bytes stay bytes.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // It ends with this one; it must not keep it.
    child.unref();
    child.channel?.unref();
    const host: HostProcess = {
      send: (message) => {
        // A process that has just died is told by its exit.
        child.send(message as never, () => undefined);
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit(listener) {
        child.on('exit', listener);
        child.on('error', listener);
      },
      kill: () => void child.kill('SIGKILL'),
    };
    return host;
  };
}

/** Composed so that bundlers do not touch it. */
function sourceEntry(): string {
  if (!import.meta.url.endsWith('.ts'))
    throw new Error("the bundled entry of a module's process is not known");
  const name = 'module-process.ts';
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}
