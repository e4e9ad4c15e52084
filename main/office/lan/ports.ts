import type { Clock, Ids } from '#shared/base/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Logger } from '../log/index.ts';
import type { Network } from '../ports.ts';
import type { Database } from '../storage/index.ts';

/** What is needed of the open office. */
export type OpenDatabase = { db: Database; journal: Journal; station: string };

/** What the LAN needs of the rest of the office. */
export type LanPorts = {
  clock: Clock;
  ids: Ids;
  /** Null: this host can't open anything. */
  network: Network | null;
  log: Logger;
  findOpened(): OpenDatabase | undefined;
  /** Resolves when the office is not closed for a moment only (another key): nothing is to be decided before. */
  settled(): Promise<void>;
  /** Told when the office may have been opened or closed. Gives what ends it. */
  onOfficeChanged(listener: () => void): () => void;
  /** What `state` says is another now. */
  tell(): void;
  /** The sessions that were opened at this device end. */
  onRevoked(device: string): void;
};
