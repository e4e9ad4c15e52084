import { z } from 'zod';
import { defineEntryKind } from '../kind.ts';

/** Who this office is: names, place, agency code, code format. The newest entry holds. */
export const officeConfigured = defineEntryKind({
  kind: 'office-configured',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    profile: z.strictObject({
      id: z.string(),
      agencyCode: z.string(),
      codeFormat: z.string(),
      name: z.string(),
      authority: z.string(),
      counterName: z.string(),
      place: z.string(),
      hotline: z.string(),
      lookUpAddress: z.string(),
    }),
    /** Everything in this database is invented; marked on every paper. */
    sample: z.boolean(),
  }),
});

/** A setting of the office or a station; the value is JSON of the setting's own shape. */
export const settingChanged = defineEntryKind({
  kind: 'setting-changed',
  chain: 'local',
  v: 1,
  body: z.strictObject({ key: z.string().min(1).max(100), value: z.json() }),
});
