import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

/** How a device of a station is set up; the settings are JSON of the device's own shape. The newest entry holds. */
export const devicesChanged = defineEntryKind({
  kind: 'devices-changed',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    station: z.string().min(1).max(100),
    /** `ticket-printer`, … */
    device: z.string().min(1).max(40),
    settings: z.json(),
  }),
});
