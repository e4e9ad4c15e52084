import { MessageChannelMain, type UtilityProcess } from 'electron';
import type { ToModuleUser } from './office-messages.ts';

/** Processes for PKCS#11 modules: only the main process may start them; the office, or a station, speaks with them. */
export type TokenModules = {
  /** Starts one for this office or station and gives it the other end of its port. */
  start(office: UtilityProcess, id: number): void;
  /** Ends one, whatever it is doing. */
  end(office: UtilityProcess, id: number): void;
  /** Ends all of an office that is gone: no token may stay logged in behind it. */
  endAllOf(office: UtilityProcess): void;
};

/** `fork`: starts the bundled entry of a module's process. */
export function createTokenModules(fork: () => UtilityProcess): TokenModules {
  const running = new Map<UtilityProcess, Map<number, UtilityProcess>>();

  const tell = (office: UtilityProcess, message: ToModuleUser): void => office.postMessage(message);

  return {
    start(office, id) {
      const module = fork();
      const { port1, port2 } = new MessageChannelMain();
      const ofOffice = running.get(office) ?? new Map<number, UtilityProcess>();
      running.set(office, ofOffice);
      ofOffice.set(id, module);
      module.on('exit', () => {
        // Where the office ended it, or is gone itself, nobody is to be told.
        if (running.get(office)?.delete(id) === true) tell(office, { kind: 'module-ended', id });
      });
      module.postMessage({ kind: 'line' }, [port1]);
      office.postMessage({ kind: 'module', id } satisfies ToModuleUser, [port2]);
    },
    end(office, id) {
      const module = running.get(office)?.get(id);
      running.get(office)?.delete(id);
      module?.kill();
    },
    endAllOf(office) {
      const modules = [...(running.get(office)?.values() ?? [])];
      running.delete(office);
      for (const module of modules) module.kill();
    },
  };
}
