import { z } from 'zod';
import { Chain, Hash } from '../entry.ts';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);
const Moment = z.string().max(40);

/**
 * Why a station began.
 * - `set-up`, `first-mark`: the office was set up here, or first used by a release that keeps marks; nothing is in doubt.
 * - `behind-mark`: entries known outside are not in the database: an older copy was put back, or its log was lost.
 * - `other-machine`: the database last ran on another PC. `other-file`: it is not the file that was last used on this
 *   one, so there are two of them. `unknown-mark`: nothing outside vouches for it.
 * - `restored`: a person put a copy back with the program's own means.
 */
export const StationReason = z.enum([
  'set-up',
  'first-mark',
  'behind-mark',
  'other-machine',
  'other-file',
  'unknown-mark',
  'restored',
]);
export type StationReason = z.infer<typeof StationReason>;

/** The head of a chain as it is, or was, known somewhere. */
export const KnownHead = z.strictObject({ chain: Chain, station: Id, seq: z.int().min(1), hash: Hash });
export type KnownHead = z.infer<typeof KnownHead>;

/** From here on entries are written under this station id; the chains of the one before stay as they are. */
export const stationBegun = defineEntryKind({
  kind: 'station-begun',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    station: Id,
    /** The station this database was written under before; null in a new office. */
    previous: Id.nullable(),
    reason: StationReason,
    /** The PC, as a hash of what its system says; null where the system says nothing. */
    machine: z.string().max(200).nullable(),
    /** The last entry of this database before; null when there was none. */
    lastInside: z.strictObject({ at: Moment, code: z.string().max(50).nullable() }).nullable(),
    /** What was last known outside; null where nothing was. `exact`: nothing was written after it, as far as it knows. */
    lastOutside: z
      .strictObject({ at: Moment, code: z.string().max(50).nullable(), exact: z.boolean() })
      .nullable(),
    /** Heads known outside that this database does not hold. */
    missing: z.array(KnownHead).max(200),
  }),
});

/** What may be wrong with a PC's clock. */
export const ClockTrouble = z.enum(['set-back', 'far-ahead', 'before-build']);
export type ClockTrouble = z.infer<typeof ClockTrouble>;

/**
 * The clock began or ceased to be in doubt. What is issued between the two is marked. `trusted` is the latest time
 * that nobody doubts (milliseconds since 1970; 0: none yet).
 */
export const clockNoticed = defineEntryKind({
  kind: 'clock-noticed',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    trouble: ClockTrouble.nullable(),
    trusted: z.int().min(0),
    /** `person`: an administrator said that the clock is right. */
    toldBy: z.enum(['clock', 'person']),
  }),
});
