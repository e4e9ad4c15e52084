import { z } from 'zod';
import { Chain } from '../entry.ts';
import { defineEntryKind } from '../kind.ts';

/** Which entry lost its body. */
export const ErasureTarget = z.strictObject({
  chain: Chain,
  station: z.string().min(1).max(200),
  seq: z.int().min(1),
});
export type ErasureTarget = Readonly<z.infer<typeof ErasureTarget>>;

const Erased = z.strictObject({
  /** `kept`: what the kind of that entry keeps (see `Kept`), absent where it keeps nothing. */
  targets: z
    .array(ErasureTarget.extend({ kept: z.json().optional() }))
    .min(1)
    .max(10_000),
  /** The legal ground or request, as shown afterwards: "đã xóa theo …". No personal data. */
  ground: z.string().min(1).max(500),
});

/**
 * The bodies of entries in the exchange chain were removed; the province must do the same. Two kinds because a kind
 * belongs to one chain: what happens in the local chain is nobody else's business.
 */
export const erased = defineEntryKind({ kind: 'erased', chain: 'exchange', v: 1, body: Erased });
export const erasedLocal = defineEntryKind({ kind: 'erased-local', chain: 'local', v: 1, body: Erased });
