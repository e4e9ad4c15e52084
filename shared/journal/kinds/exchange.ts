import { z } from 'zod';
import { Hash } from '../entry.ts';
import { defineEntryKind } from '../kind.ts';

const Id = z.string().min(1).max(200);
const Kid = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Moment = z.string().max(40);

/** The office exchanges with this province from here on; the first lease it takes ends its own ranges. */
export const provinceJoined = defineEntryKind({
  kind: 'province-joined',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    province: Id,
    name: z.string().max(200),
    way: z.enum(['wire', 'stick']),
    /** RFC 7638 thumbprints: what was pinned of the province, and what the office brought. */
    provinceKeys: z.array(Kid).max(20),
    officeKeys: z.array(Kid).max(20),
  }),
});

/** An administrator ended the exchange with this province; `unsent`: entries that it had not acknowledged then. */
export const provinceLeft = defineEntryKind({
  kind: 'province-left',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({ province: Id, name: z.string().max(200), unsent: z.int().min(0) }),
});

/**
 * The office's public keys from here on. It travels in a parcel signed with a key that the province has pinned, and is
 * believed by that alone; keys it does not name any more are used no longer.
 */
export const officeKeysSet = defineEntryKind({
  kind: 'office-keys-set',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    keys: z
      .array(
        z.strictObject({
          kid: Kid,
          use: z.enum(['sign', 'encrypt']),
          crv: z.enum(['Ed25519', 'X25519']),
          x: Kid,
          validFrom: Moment,
          validTo: Moment,
        }),
      )
      .min(2)
      .max(20),
  }),
});

/** A person decided which of two versions holds; both stay. Its subject is what the entry in conflict is about. */
export const conflictSettled = defineEntryKind({
  kind: 'conflict-settled',
  chain: 'exchange',
  v: 1,
  body: z.strictObject({
    of: z.strictObject({ station: Id, seq: z.int().min(1), hash: Hash }),
    keep: z.enum(['ours', 'theirs']),
    note: z.string().max(500),
  }),
  kept: {
    schema: z.strictObject({
      of: z.strictObject({ station: z.string(), seq: z.int(), hash: z.string() }),
      keep: z.enum(['ours', 'theirs']),
    }),
    of: ({ of, keep }) => ({ of, keep }),
  },
});

/**
 * The province gave back entries of a station of this office that this database did not have: the `last - first + 1`
 * entries that follow it in the journal are those, as they were written.
 */
export const chainReturned = defineEntryKind({
  kind: 'chain-returned',
  chain: 'local',
  v: 1,
  body: z.strictObject({
    province: Id,
    station: Id,
    first: z.int().min(1),
    last: z.int().min(1),
  }),
});
