import type { FromModuleUser, ToModuleUser } from './office-messages.ts';

/** What the station's process must know; texts as they were typed. */
export type StationConfig = {
  /** Of this PC as a counter: never an office's own data. */
  directory: string;
  office: string;
  code: string | null;
  fingerprint: string | null;
  resourcesDirectory: string;
};

/** Main process → station's process. */
export type ToStationChild =
  | { kind: 'start'; config: StationConfig }
  | { kind: 'answer'; id: number; ok: true; value: Uint8Array }
  | { kind: 'answer'; id: number; ok: false; message: string }
  | ToModuleUser
  | { kind: 'close' };

/** What the station can only do through the main process: the secrets of the operating system. */
export type StationRequest = { call: 'seal' | 'open'; bytes: Uint8Array };

/** Station's process → main process. After `refused` a new try would end the same way. */
export type FromStationChild =
  | { kind: 'ready'; startAddress: string }
  | { kind: 'refused'; message: string }
  | { kind: 'digits'; digits: string }
  | { kind: 'request'; id: number; request: StationRequest }
  | FromModuleUser;
