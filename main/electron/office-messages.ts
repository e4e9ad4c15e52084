import type { DeviceOrigin, HostPrinter } from '#office/ports.ts';

/** What the office child must know to start; the rest it finds by itself. */
export type OfficeConfig = {
  dataDirectory: string;
  /** Where marks lie that must not travel with the data. */
  markDirectory: string;
  resourcesDirectory: string;
  /** The built screens, for devices of the LAN. */
  screensDirectory: string;
  pdfWorkerFile: string | null;
  version: string;
};

/** What the office can only do through the main process: Electron offers these nowhere else. */
export type HostRequest =
  | { call: 'seal'; bytes: Uint8Array }
  | { call: 'open'; bytes: Uint8Array }
  | { call: 'printers' }
  | { call: 'print'; job: Parameters<HostPrinter['print']>[0] };

/** Main process → a child that reaches tokens. `module` brings the port to a process that it asked for. */
export type ToModuleUser =
  | { kind: 'module'; id: number }
  /** It ended without being told to. */
  | { kind: 'module-ended'; id: number };

/** A child that reaches tokens → main process: a process for one PKCS#11 module; ids are the child's. */
export type FromModuleUser = { kind: 'start-module'; id: number } | { kind: 'end-module'; id: number };

/**
 * Main process → office child. `connect` brings one port along; without `device` it is a window for people.
 */
export type ToChild =
  | { kind: 'start'; config: OfficeConfig }
  | { kind: 'connect'; origin: string; device?: DeviceOrigin }
  | { kind: 'exchange'; id: number; claim: string }
  | { kind: 'answer'; id: number; ok: true; value: unknown }
  | { kind: 'answer'; id: number; ok: false; message: string }
  | ToModuleUser
  | { kind: 'close' };

/** Office child → main process. After `refused` a new try would end the same way, and a person must do something. */
export type FromChild =
  | { kind: 'ready' }
  | { kind: 'refused'; message: string }
  /** The token for a claim; null: there is none to be had for it. */
  | { kind: 'exchanged'; id: number; token: string | null }
  | { kind: 'request'; id: number; request: HostRequest }
  | FromModuleUser;
