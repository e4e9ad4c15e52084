import { officeDate } from '#shared/base/index.ts';
import { packApplied, packRejected } from '#shared/journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { type AnnouncedPack, allAnnounced, findAnnounced, type PackRef } from './announced-table.ts';
import { findPackContent } from './contents-table.ts';
import { allDecided, appliedPacks, isRejected } from './decided-table.ts';
import { findFault } from './faults.ts';
import type { InForce } from './in-force.ts';
import type { PacksPorts } from './ports.ts';
import { readPackContent } from './read-content.ts';

/** Why a pack was not applied or rejected; `message` is for people. */
export class PackRefused extends Error {
  readonly code: 'not-found' | 'pack-superseded' | 'pack-unusable';
  constructor(code: PackRefused['code'], message: string) {
    super(message);
    this.name = 'PackRefused';
    this.code = code;
  }
}

/** The actor of what is applied by its date. */
const SCHEDULE = 'schedule';

type Parts = PacksPorts & { inForce: InForce };

/**
 * Applies a pack now: ONE transaction writes its entry and, for a catalogue, the entry and the content of that. Applying
 * it again changes nothing. `actor`: id of a person; null: by its date. Throws PackRefused, having written nothing.
 */
export function applyPack(parts: Parts, ref: PackRef, actor: string | null): void {
  parts.db.transaction((tx) => applyInTx(parts, tx, ref, actor));
}

function applyInTx(parts: Parts, tx: WritableDb, ref: PackRef, actor: string | null): void {
  const { clock, journal, catalog } = parts;
  const applied = appliedPacks(tx, ref.kind);
  if (applied.some(({ version }) => version === ref.version)) return;
  const newer = applied.find(({ version }) => version > ref.version);
  if (newer !== undefined) {
    const message = `Bản ${newer.version} mới hơn đã được áp dụng, nên bản ${ref.version} không thay được nữa.`;
    throw new PackRefused('pack-superseded', message);
  }
  const pack = findAnnounced(tx, ref);
  const stored = pack === undefined ? undefined : findPackContent(tx, pack.sha256);
  if (pack === undefined || stored === undefined) {
    throw new PackRefused('not-found', 'Chưa nhận được nội dung của gói này. Hãy chờ gói về rồi áp dụng.');
  }
  const today = officeDate(clock.now());
  const content = readPackContent(pack.kind, JSON.parse(stored), today);
  const fault = content.ok ? findFault(parts, content.value, stored) : content.error;
  if (fault !== null) throw new PackRefused('pack-unusable', fault);
  const catalogueVersion =
    pack.kind === 'catalogue' ? catalog.applyInTx(tx, stored, actor ?? SCHEDULE, today).version : null;
  const { kind, version, title, sha256, effectiveFrom } = pack;
  journal.appendInTx(tx, {
    kind: packApplied,
    actor: actor ?? SCHEDULE,
    subject: subjectOf(ref),
    body: {
      kind,
      version,
      title,
      sha256,
      effectiveFrom,
      inForceFrom: today,
      by: actor === null ? 'date' : 'person',
      catalogueVersion,
    },
  });
  tx.afterCommit(parts.onChanged);
}

/** Says that a pack is not used here. Throws PackRefused where it is not known, or in force already. */
export function rejectPack(parts: Parts, ref: PackRef, reason: string, actor: string): void {
  parts.db.transaction((tx) => {
    const pack = findAnnounced(tx, ref);
    if (pack === undefined) throw new PackRefused('not-found', 'Không có gói này.');
    if (appliedPacks(tx, ref.kind).some(({ version }) => version === ref.version)) {
      throw new PackRefused(
        'pack-superseded',
        'Gói này đã được áp dụng nên không từ chối được nữa. Muốn đổi, tỉnh phải công bố bản mới.',
      );
    }
    const { kind, version, title, sha256, effectiveFrom } = pack;
    parts.journal.appendInTx(tx, {
      kind: packRejected,
      actor,
      subject: subjectOf(ref),
      body: { kind, version, title, sha256, effectiveFrom, reason },
    });
    tx.afterCommit(parts.onChanged);
  });
}

/** The packs that are here and that nobody decided on, but those that a newer one has overtaken. */
export function undecidedPacks(db: ReadableDb): AnnouncedPack[] {
  const decided = allDecided(db);
  const isSettled = (pack: AnnouncedPack) =>
    isRejected(decided, pack) ||
    decided.some(
      ({ kind, version, decision }) =>
        kind === pack.kind && decision === 'applied' && version >= pack.version,
    );
  return allAnnounced(db).filter((pack) => pack.held && !isSettled(pack));
}

/** Those whose day has come: of each kind the newest, for it replaces the others. */
export function duePacks({ db, clock }: Pick<PacksPorts, 'db' | 'clock'>): PackRef[] {
  const today = officeDate(clock.now());
  const due = undecidedPacks(db).filter(({ effectiveFrom }) => effectiveFrom <= today);
  return due
    .filter(({ kind, version }) => !due.some((other) => other.kind === kind && other.version > version))
    .map(({ kind, version }) => ({ kind, version }));
}

const subjectOf = ({ kind, version }: PackRef): string => `pack-${kind}-${version}`;
