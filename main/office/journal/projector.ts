import type { BodyOf, EntryKind, KeptOf, TableEntry } from '#shared/journal/index.ts';
import type { WritableDb } from '../storage/index.ts';
import type { StoredEntry } from './entries-table.ts';

/**
 * Keeps some view tables up to date with the journal. `apply` must depend on nothing but the entry, its body and its
 * own tables (no clock, no chance, no other table), or a rebuild would give other rows. Where a row needs an integer
 * key it takes `entry.position`.
 */
export type Projector = {
  readonly name: string;
  /** The tables it alone writes; each is a `view` in shared/journal's list. Emptied from last to first. */
  readonly tables: readonly string[];
  /** Names of the kinds it is called for. */
  readonly kinds: readonly string[];
  apply(tx: WritableDb, entry: StoredEntry, body: unknown): void;
  /**
   * Removes every row made from entries of this subject. Called on an erasure, before the entries that remain are
   * applied again. Needed as soon as a body it reads may be erased: without it such an erasure is refused.
   */
  forget?(tx: WritableDb, subject: string): void;
  /**
   * In place of `apply` where the body was erased: `kept` is what the kind keeps (undefined where nothing). What is
   * not tied to one subject, such as the last serial used, must be brought back here.
   */
  applyErased?(tx: WritableDb, entry: StoredEntry, kept: unknown): void;
};

/** One kind with what to do for it. */
export type Handler = {
  readonly kind: string;
  apply(tx: WritableDb, entry: StoredEntry, body: unknown): void;
  applyErased?(tx: WritableDb, entry: StoredEntry, kept: unknown): void;
};

/**
 * Pairs a kind with its handlers. The journal hands over what it has parsed by that very kind, hence the casts.
 * The second handler is for entries whose body was erased.
 */
export function on<Kind extends EntryKind>(
  kind: Kind,
  apply: (tx: WritableDb, entry: StoredEntry, body: BodyOf<Kind>) => void,
  applyErased?: (tx: WritableDb, entry: StoredEntry, kept: KeptOf<Kind>) => void,
): Handler {
  return {
    kind: kind.kind,
    apply: (tx, entry, body) => apply(tx, entry, body as BodyOf<Kind>),
    applyErased: (tx, entry, kept) => applyErased?.(tx, entry, kept as KeptOf<Kind>),
  };
}

/** Builds a projector from typed handlers. */
export function defineProjector(definition: {
  name: string;
  tables: readonly string[];
  on: readonly Handler[];
  forget?: (tx: WritableDb, subject: string) => void;
}): Projector {
  const handlers = new Map(definition.on.map((handler) => [handler.kind, handler]));
  if (handlers.size !== definition.on.length) throw new Error(`${definition.name}: a kind is handled twice`);
  return {
    name: definition.name,
    tables: definition.tables,
    kinds: [...handlers.keys()],
    apply: (tx, entry, body) => handlers.get(entry.kind)?.apply(tx, entry, body),
    applyErased: (tx, entry, kept) => handlers.get(entry.kind)?.applyErased?.(tx, entry, kept),
    ...(definition.forget === undefined ? {} : { forget: definition.forget }),
  };
}

/** The projectors of each kind, in order; throws when a table is not a declared view or has two owners. */
export function indexProjectors(
  projectors: readonly Projector[],
  tables: readonly TableEntry[],
): ReadonlyMap<string, readonly Projector[]> {
  const views = new Set(tables.filter((entry) => entry.role === 'view').map((entry) => entry.table));
  const owners = new Map<string, string>();
  const byKind = new Map<string, Projector[]>();
  for (const projector of projectors) {
    for (const table of projector.tables) {
      if (!views.has(table)) throw new Error(`${projector.name}: ${table} is not listed as a view`);
      if (owners.has(table))
        throw new Error(`${table} belongs to ${owners.get(table)} and ${projector.name}`);
      owners.set(table, projector.name);
    }
    for (const kind of projector.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), projector]);
  }
  return byKind;
}

/** Throws unless each table listed as a view is kept by one of these projectors (for the place that composes all). */
export function assertEveryViewHasProjector(
  projectors: readonly Projector[],
  tables: readonly TableEntry[],
): void {
  const owned = new Set(projectors.flatMap((projector) => projector.tables));
  const orphans = tables.filter((entry) => entry.role === 'view' && !owned.has(entry.table));
  if (orphans.length > 0) {
    throw new Error(`views without a projector: ${orphans.map((entry) => entry.table).join(', ')}`);
  }
}
