import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);

/** The office was opened to its LAN, or closed again, on the PC whose station stands in the envelope. */
export const lanChanged = defineEntryKind({
  kind: 'lan-changed',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    open: z.boolean(),
    /** The IP address it listens on; `0.0.0.0` or `::`: every one of the PC. */
    address: z.string().max(45),
    port: z.int().min(1).max(65_535),
  }),
});

/** A device was let in, by the administrator in the envelope. Its token is never journalled, nor a hash of it. */
export const devicePaired = defineEntryKind({
  kind: 'device-paired',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    device: Id,
    kind: z.enum(['counter', 'kiosk', 'board']),
    name: z.string().min(1).max(100),
    /** A counter's own; null where the device works at the station of the office. */
    station: Id.nullable(),
  }),
});

/** A device was shut out for good. */
export const deviceRevoked = defineEntryKind({
  kind: 'device-revoked',
  chain: 'local',
  v: 1,
  body: z.strictObject({ device: Id }),
});
