import type { SupportedMessagePort } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '#shared/contract/index.ts';
import type { ApplyOpening } from './lan/index.ts';
import { createOfficeCore } from './lifecycle/index.ts';
import type { ConnectionOrigin, OfficePorts } from './ports.ts';
import { createRouter, type PlainAnswer, type PlainCall, type StationDoor } from './router/index.ts';

export type { ApplyOpening, LanOpening } from './lan/index.ts';
export type {
  ConnectionOrigin,
  DeviceOrigin,
  HostPrinter,
  LogSink,
  MarkStore,
  Network,
  OfficePorts,
  PrintOutcome,
  SecretStore,
} from './ports.ts';

export type { PlainAnswer, PlainCall, StationDoor };

/** The contract as a typed client; in-process it goes through the same parsing and authorising as over a wire. */
export type OfficeClient = ContractRouterClient<typeof contract>;

/** The office listens on nothing itself: a host does, as it is told here. */
export type LanDoor = {
  /** `apply` is told what should be open, now and at each change. Returns how the host leaves. */
  attach(apply: ApplyOpening): () => void;
  /** The token for a device that was just let in, once, for its claim; undefined when there is none to be had. */
  takeToken(claim: string): string | undefined;
  /** Whether this is a device's token; true where it can't be looked up, because the office is locked. */
  isPaired(token: string): boolean;
};

export type Office = {
  /** Serves the contract on a WebSocket (ws or the browser's shape) until it closes. */
  serveSocket(socket: Pick<WebSocket, 'addEventListener' | 'send' | 'close'>, origin: ConnectionOrigin): void;
  /** Serves the contract on a MessagePort (Node's or Electron's) until it closes. */
  servePort(port: SupportedMessagePort, origin: ConnectionOrigin): void;
  /** One call without a connection of its own (plain HTTP). Never rejects: what goes wrong is in the answer. */
  callPlainly(call: PlainCall, origin: ConnectionOrigin): Promise<PlainAnswer>;
  /** Where the PCs of paired counters come to serve their own devices. */
  readonly stations: StationDoor;
  /** What a host needs that can open the office to its LAN. */
  readonly lan: LanDoor;
  /** A client in the same process, with its own session; for unattended starts, proofs and tests. */
  client(origin: ConnectionOrigin): OfficeClient;
  /** Ends the printing loop, closes the database and every connection. Idempotent. */
  close(): Promise<void>;
};

/** Starts the domain process: the only door to the office. Rejects when the data directory cannot be used. */
export async function startOffice(ports: OfficePorts): Promise<Office> {
  const core = await createOfficeCore(ports);
  const router = createRouter(core);
  const { attach, takeToken, isPaired } = core.lan;
  return { ...router, lan: { attach, takeToken, isPaired }, close: () => core.close() };
}
