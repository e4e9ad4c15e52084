import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { HidInterface } from './native.ts';

const hexNumber = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`))
    .transform((text) => Number.parseInt(text, 16));

/** A kind of token: how its interface is known, and the frame command that carries APDUs. */
const HidTokenProfile = z
  .object({
    name: z.string().min(1),
    usagePage: hexNumber(4),
    /** Null: any. */
    usage: hexNumber(4).nullable(),
    vendorId: hexNumber(4).nullable(),
    productId: hexNumber(4).nullable(),
    command: hexNumber(2).refine((command) => command >= 0x40 && command <= 0x7f),
    source: z.string(),
  })
  // Mice and power supplies use it, too: nothing is sent to a device that may be one.
  .refine(({ usagePage, vendorId }) => usagePage !== 0xff00 || vendorId !== null);
export type HidTokenProfile = z.infer<typeof HidTokenProfile>;

const HidTokens = z.object({
  version: z.iso.date(),
  sources: z.record(z.string(), z.object({ text: z.string(), checked: z.iso.date() })),
  note: z.string(),
  tokens: z.array(HidTokenProfile),
});

/** Reads `signing/hid-tokens.json` of the resources. Throws when the file does not fit. */
export function loadHidTokens(resourcesDirectory: string): HidTokenProfile[] {
  const file = path.join(resourcesDirectory, 'signing', 'hid-tokens.json');
  const { tokens, sources } = HidTokens.parse(JSON.parse(readFileSync(file, 'utf8')));
  const homeless = tokens.find(({ source }) => sources[source] === undefined);
  if (homeless !== undefined) throw new Error(`${homeless.name} names no source`);
  return tokens;
}

/** The kind of token that an interface is, or undefined. */
export function findProfile(
  profiles: readonly HidTokenProfile[],
  device: HidInterface,
): HidTokenProfile | undefined {
  const fits = (wanted: number | null, is: number | undefined) => wanted === null || wanted === is;
  return profiles.find(
    (profile) =>
      profile.usagePage === device.usagePage &&
      fits(profile.usage, device.usage) &&
      fits(profile.vendorId, device.vendorId) &&
      fits(profile.productId, device.productId),
  );
}
