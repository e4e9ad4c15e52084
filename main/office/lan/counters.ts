import type { ReadableDb } from '../storage/index.ts';
import { allDevices } from './devices-table.ts';

/** A paired counter: a station of its own, which may serve its own devices. */
export type Counter = { device: string; station: string; name: string };

/** Those that may come in, oldest first. */
export function countersOf(db: ReadableDb): Counter[] {
  return allDevices(db).flatMap(({ id, station, name }) =>
    station === null ? [] : [{ device: id, station, name }],
  );
}
