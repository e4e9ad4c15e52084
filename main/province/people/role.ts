import { z } from 'zod';

/** `administrator` does everything; `viewer` looks only, and sees personal data masked. */
export const Role = z.enum(['administrator', 'viewer']);
export type Role = z.infer<typeof Role>;
