import type { z } from 'zod';
import type { Chain } from './entry.ts';

/** Makes the body of version n + 1 from a body of version n. Pure; kept for ever. */
export type Upcaster = (body: unknown) => unknown;

/**
 * What stays of a body after its erasure: what must never be lost and tells nothing of a person (a serial used, a
 * code, a date). It is written into the erasing entry. Its shape may grow by optional members only.
 */
export type Kept<Body extends z.ZodType = z.ZodType, Rest extends z.ZodType = z.ZodType> = {
  readonly schema: Rest;
  of(body: z.output<Body>): z.input<Rest>;
};

/** A kind of entry: its chain, its present version and the shape of its body. */
export type EntryKind<Body extends z.ZodType = z.ZodType, Rest extends z.ZodType = z.ZodType> = {
  readonly kind: string;
  readonly chain: Chain;
  /** The version written now; rises by one with every change of the shape. */
  readonly v: number;
  readonly body: Body;
  /** Key n reads version n: all of 1 … v - 1. */
  readonly upcasters: Readonly<Record<number, Upcaster>>;
  /** Null: nothing stays. */
  readonly kept: Kept<Body, Rest> | null;
};

/** The body a projector of this kind receives. */
export type BodyOf<Kind extends EntryKind> = z.output<Kind['body']>;

/** What a projector of this kind receives after an erasure. */
export type KeptOf<Kind extends EntryKind> =
  Kind extends EntryKind<z.ZodType, infer Rest> ? z.output<Rest> : never;

/** Defines a kind; throws when the name is not kebab-case or an upcaster is missing. */
export function defineEntryKind<Body extends z.ZodType, Rest extends z.ZodType = z.ZodType>(definition: {
  kind: string;
  chain: Chain;
  v: number;
  body: Body;
  upcasters?: Readonly<Record<number, Upcaster>>;
  kept?: Kept<Body, Rest>;
}): EntryKind<Body, Rest> {
  const { kind, chain, v, body, upcasters = {}, kept = null } = definition;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kind)) throw new Error(`not a kebab-case kind: ${kind}`);
  if (!Number.isInteger(v) || v < 1) throw new Error(`${kind}: a version is 1, 2, 3 …, not ${v}`);
  const known = Object.keys(upcasters).join(',');
  const wanted = Array.from({ length: v - 1 }, (_, index) => String(index + 1)).join(',');
  if (known !== wanted) throw new Error(`${kind}: upcasters for [${known}] instead of [${wanted}]`);
  return { kind, chain, v, body, upcasters, kept };
}

/** What reading gives: a body of the present version, or word that this program does not know kind or version. */
export type ReadBody =
  | { readonly known: true; readonly kind: EntryKind; readonly body: unknown }
  | { readonly known: false; readonly reason: 'unknown-kind' | 'newer-version' };

export type KindRegistry = {
  readonly kinds: readonly EntryKind[];
  find(kind: string): EntryKind | undefined;
  /**
   * Reads a body of any version. Throws ZodError when a known version does not fit its shape; an unknown kind or a
   * newer version is no error: such entries are carried and kept.
   */
  read(kind: string, v: number, body: unknown): ReadBody;
};

/** The kinds by name; throws when one is defined twice. */
export function createKindRegistry(kinds: readonly EntryKind[]): KindRegistry {
  const byName = new Map<string, EntryKind>();
  for (const kind of kinds) {
    if (byName.has(kind.kind)) throw new Error(`entry kind defined twice: ${kind.kind}`);
    byName.set(kind.kind, kind);
  }
  return {
    kinds,
    find: (kind) => byName.get(kind),
    read(name, v, body) {
      const kind = byName.get(name);
      if (kind === undefined) return { known: false, reason: 'unknown-kind' };
      if (v > kind.v) return { known: false, reason: 'newer-version' };
      let present = body;
      for (let version = v; version < kind.v; version += 1) present = kind.upcasters[version]?.(present);
      return { known: true, kind, body: kind.body.parse(present) };
    },
  };
}
