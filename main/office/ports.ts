import type { Clock, Ids } from '#shared/base/index.ts';

/** The store of the operating system for small secrets; absent where the OS has no real one. */
export type SecretStore = {
  /** Encrypts with a key only this OS account can use. Rejects when the store is not real on this machine. */
  seal(secret: Uint8Array): Promise<Uint8Array>;
  /** The inverse of `seal`; rejects for another account, another machine or a damaged value. */
  open(sealed: Uint8Array): Promise<Uint8Array>;
};

/** One line of the log, already redacted; the host writes it where logs go. */
export type LogSink = (line: {
  level: 'info' | 'warn' | 'error';
  room: string;
  message: string;
  data?: Record<string, unknown>;
}) => void;

/** How a job left the printer's driver. `unknown`: nobody can say whether paper came out. */
export type PrintOutcome = { outcome: 'printed' | 'unknown' | 'failed'; detail: string };

/** A host's own way to print silently (Electron); absent in the browser host, which uses the system's spooler. */
export type HostPrinter = {
  list(): Promise<{ name: string; description: string; isDefault: boolean }[]>;
  print(job: {
    pdf: Uint8Array;
    printer: string;
    copies: number;
    paper: 'A5' | 'A4';
    title: string;
  }): Promise<PrintOutcome>;
};

/**
 * A small store of this machine that does not travel with the data directory. The office keeps there how far its
 * database has come, and so notices a copy. `name` is letters, digits and hyphens.
 */
export type MarkStore = {
  /** Tells this machine from others, without naming it; null where the system says nothing of itself. */
  readonly machine: string | null;
  /** The texts of both slots, in any order; an empty list where nothing is kept. */
  read(name: string): string[];
  /** Replaces the text of one slot and waits until it is on the disk; the other slot stays whole meanwhile. */
  write(name: string, slot: 0 | 1, text: string): Promise<void>;
  /** Takes a name for this process alone until released; null while another process has it. */
  claim(name: string): Promise<(() => Promise<void>) | null>;
};

/** A process that the host runs for the office, and speaks with by messages that can be cloned. */
export type HostProcess = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Told once, however it ended. */
  onExit(listener: () => void): void;
  /** Ends it whatever it is doing; idempotent. */
  kill(): void;
};
export type StartHostProcess = () => Promise<HostProcess>;

/** Everything the office needs from the machine it runs on. Passed in once at start; there is no other way in. */
export type OfficePorts = {
  clock: Clock;
  ids: Ids;
  /** Folder of the database, keys and archive; made when absent. */
  dataDirectory: string;
  /** Folder of the shipped data (catalogue, calendars, forms, fonts). */
  resourcesDirectory: string;
  /** File of the bundled PDF worker; null when running from TypeScript sources. */
  pdfWorkerFile: string | null;
  /**
   * Starts a process for one PKCS#11 module. Absent: forked from the sources by Node itself, which Electron's fuses do
   * not allow.
   */
  startTokenModule?: StartHostProcess;
  /** How long a module may take for one answer, milliseconds; absent: long enough for slow cards. */
  tokenModuleLimits?: { load: number; list: number; open: number; sign: number };
  secrets: SecretStore | null;
  hostPrinter: HostPrinter | null;
  /** Where the marks outside the data are kept; null where there is no such place (copies then go unnoticed). */
  marks: MarkStore | null;
  /** When this program was built, milliseconds since 1970: no right clock stands before it. Null: not known. */
  builtAt: number | null;
  /** Null: this host can't open the office to its LAN. */
  network: Network | null;
  log: LogSink;
  /** Version of the program, from package.json. */
  version: string;
};

/** Where a connection came from; rights depend on it as well as on the person. */
export type ConnectionOrigin = {
  /** Remote address or window id, for delays after failed sign-ins; never logged in full. */
  origin: string;
  host: 'electron' | 'web' | 'in-process';
  /**
   * The connection is a device's: everything that came in over the LAN, and windows of this PC that are a kiosk or a
   * board. It may do what its pairing allows and nothing besides. Absent: a window of this PC for people.
   */
  device?: DeviceOrigin;
};

export type DeviceOrigin = {
  /** What it showed of its pairing; null: nothing. */
  token: string | null;
  /** Where it is, for the administrator who lets it in: an IP address, or words for a window of this PC. */
  address: string;
  /** What its browser says of itself; any text of a stranger. */
  browser: string;
  overLan: boolean;
};

/** What the PC says of its network. */
export type Network = {
  /** Its name in the network, without a domain; empty where it has none. */
  hostName(): string;
  /** IP addresses of its interfaces, in any order, loopback left out. */
  addresses(): NetworkAddress[];
};

/** `interfaceName`, `mac`: as the system calls it; they tell real cards from virtual ones. */
export type NetworkAddress = { address: string; interfaceName: string; mac: string };
