import { officeDate } from '#shared/base/index.ts';
import { PackKind } from '#shared/exchange/index.ts';
import { type AnnouncedPack, allAnnounced } from './announced-table.ts';
import type { Comparer, DifferenceCounts } from './compare.ts';
import { findPackHead } from './contents-table.ts';
import { allDecided, type DecidedPack } from './decided-table.ts';
import type { PacksPorts } from './ports.ts';

/** How a pack stands. */
export type PackState =
  /** Announced; its bytes are on the way. */
  | 'announced'
  /** Its bytes came and were not taken; `message` says why. */
  | 'refused'
  /** Here; it comes into force on its day. */
  | 'waiting'
  | 'in-force'
  /** Was in force until a newer one. */
  | 'replaced'
  /** An administrator does not use it. */
  | 'rejected'
  /** Never applied, and a newer one is in force. */
  | 'superseded';

/** A pack with all that is known of it. */
export type ListedPack = {
  kind: PackKind;
  version: number;
  title: string;
  effectiveFrom: string;
  state: PackState;
  /** Where it comes from in law; "" until its content is here. */
  source: string;
  /** Why it was refused or rejected; "" otherwise. */
  message: string;
  /** Office time of its coming; null: not here. */
  takenAt: string | null;
  decided: { at: string; actor: string; byDate: boolean; inForceFrom: string | null } | null;
  /** What it changes; null where that is over, or not known yet. */
  counts: DifferenceCounts | null;
};

/** Packs of a kind, newest first; empty: what ships with the program is in force. */
export type ListedKind = { kind: PackKind; packs: ListedPack[] };

/** To compare is work: of what is long over only who opens it asks. */
const COUNTED: ReadonlySet<PackState> = new Set(['waiting', 'in-force']);

/** Every kind with its packs. */
export function listPacks(ports: Pick<PacksPorts, 'db'>, comparer: Comparer): ListedKind[] {
  const announced = allAnnounced(ports.db);
  const decided = allDecided(ports.db);
  return PackKind.options.map((kind) => {
    const ofKind = decided.filter((pack) => pack.kind === kind);
    const newest = ofKind.filter(({ decision }) => decision === 'applied').at(-1)?.version ?? 0;
    const versions = new Set(
      [...announced.filter((pack) => pack.kind === kind), ...ofKind].map(({ version }) => version),
    );
    const packs = [...versions]
      .sort((a, b) => b - a)
      .flatMap((version) => {
        const one = announced.find((pack) => pack.kind === kind && pack.version === version);
        const said = ofKind.find(
          (pack) =>
            pack.version === version &&
            // What was rejected may have been another province's of that version.
            (pack.decision === 'applied' || one === undefined || one.sha256 === pack.sha256),
        );
        return listed(ports, comparer, { one, said, newest });
      });
    return { kind, packs };
  });
}

/** Packs that came into force here today, for the counters to know. */
export function packsOfToday({ db, clock }: Pick<PacksPorts, 'db' | 'clock'>): DecidedPack[] {
  const today = officeDate(clock.now());
  return allDecided(db).filter(({ inForceFrom }) => inForceFrom === today);
}

function listed(
  { db }: Pick<PacksPorts, 'db'>,
  comparer: Comparer,
  { one, said, newest }: { one: AnnouncedPack | undefined; said: DecidedPack | undefined; newest: number },
): ListedPack[] {
  const pack = one ?? said;
  if (pack === undefined) return [];
  const { kind, version, title, effectiveFrom, sha256 } = pack;
  const content = findPackHead(db, sha256);
  const state = stateOf({ one, said, newest, held: content !== undefined });
  return [
    {
      kind,
      version,
      title,
      effectiveFrom,
      state,
      source: content?.source ?? '',
      message: state === 'refused' ? (one?.refusal ?? '') : state === 'rejected' ? (said?.reason ?? '') : '',
      takenAt: content?.takenAt ?? null,
      decided:
        said === undefined
          ? null
          : { at: said.at, actor: said.actor, byDate: said.byDate, inForceFrom: said.inForceFrom },
      counts: COUNTED.has(state) ? (comparer.findCounts({ kind, version }) ?? null) : null,
    },
  ];
}

function stateOf(parts: {
  one: AnnouncedPack | undefined;
  said: DecidedPack | undefined;
  newest: number;
  held: boolean;
}): PackState {
  const { one, said, newest } = parts;
  const version = (one ?? said)?.version ?? 0;
  if (said?.decision === 'applied') return version === newest ? 'in-force' : 'replaced';
  if (said?.decision === 'rejected') return 'rejected';
  if (version < newest) return 'superseded';
  if (parts.held) return 'waiting';
  return one?.refusal == null ? 'announced' : 'refused';
}
