import { z } from 'zod';
import { PlainDate } from '../calendar/index.ts';
import { Certainty, OrgUnit } from './org-unit.ts';

/** A province as the first-start wizard offers it. */
export const Province = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  type: z.enum(['province', 'city']),
  /** Statistical code, 2 digits. */
  adminCode: z.string().regex(/^\d{2}$/),
  /** First level of the agency code (`H44`); null where no source confirms it: the administrator types it. */
  agencyCode: z
    .string()
    .regex(/^H\d{2}$/)
    .nullable(),
  validFrom: PlainDate,
  validTo: PlainDate.nullable(),
  note: z.string(),
});
export type Province = z.infer<typeof Province>;

export const Provinces = z.object({
  version: z.int().min(1),
  sources: z.array(z.string().min(1)).min(1),
  /** The look-up that a receipt's QR opens where an office names no other. */
  defaultLookUpAddress: z.string().min(1),
  provinces: z.array(Province).min(1),
});
export type Provinces = z.infer<typeof Provinces>;

/** An invented person of a sample; the password is made fresh when the sample is made. */
export const SamplePerson = z.object({
  login: z.string().regex(/^[a-z][a-z0-9.]{1,49}$/),
  name: z.string().min(1),
  role: z.enum(['clerk', 'administrator']),
  counter: z.string(),
});
export type SamplePerson = z.infer<typeof SamplePerson>;

/** A sample office: the tree around it, how it presents itself on paper, and who works there. */
export const SampleOffice = z.object({
  version: z.int().min(1),
  key: z.enum(['three-tier', 'two-tier']),
  title: z.string().min(1),
  description: z.string().min(1),
  sources: z.array(z.string().min(1)).min(1),
  certainty: Certainty,
  /** The same fields as the profile of a real office. */
  office: z.object({
    /** Id of the counter in `units`. */
    id: z.string().min(1),
    agencyCode: z.string().min(1),
    codeFormat: z.string().min(1),
    name: z.string().min(1),
    authority: z.string().min(1),
    counterName: z.string().min(1),
    place: z.string().min(1),
    hotline: z.string(),
    lookUpAddress: z.string(),
  }),
  people: z.array(SamplePerson).min(2),
  units: z.array(OrgUnit).min(1),
});
export type SampleOffice = z.infer<typeof SampleOffice>;
