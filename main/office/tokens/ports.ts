import type { Clock, Ids } from '#shared/base/index.ts';
import type { TokenSettings } from '#shared/contract/index.ts';
import type { Logger } from '../log/index.ts';
import type { StartHostProcess } from '../ports.ts';
import type { HidDriver } from './hid/driver.ts';
import type { ModuleLimits } from './pkcs11/client.ts';
import type { ModuleMachine } from './pkcs11/known-modules.ts';

/** Certificates of issuers: trusted ones, and others that may stand between. DER. */
export type Trust = { roots: readonly Uint8Array[]; others: readonly Uint8Array[] };

/** What tokens need of the PC they are plugged into; it may have an office, or be a station of one. */
export type TokensPorts = {
  clock: Clock;
  ids: Ids;
  log: Logger;
  /** The PC, for people. */
  station: string;
  resourcesDirectory: string;
  /** Where the token for training keeps its file. */
  dataDirectory: string;
  /** Asked anew each time; tell `settingsChanged` when they did. */
  settings: () => TokenSettings;
  trust: () => Trust;
  /** Starts a process for one PKCS#11 module. */
  startModule: StartHostProcess;
  /** Told after each change of what `list` says. */
  onChanged: () => void;
  /** Reaches HID tokens; null where they can't be (a test without USB). */
  hid: HidDriver | null;
  /** Only tests bring others. */
  machine?: ModuleMachine;
  limits?: Partial<ModuleLimits>;
  pollMs?: number;
};

/** Who opened a session; it ends with their sign-in. */
export type TokenOwner = {
  /** Id of the person. */
  person: string;
  /** Whether they are still signed in where they opened it. */
  isStillThere: () => boolean;
};
