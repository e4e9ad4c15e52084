import { EXCHANGE_CODES, type ExchangeCode, type PublicKey } from '#shared/exchange/index.ts';
import type { SerialUsed } from '#shared/journal/index.ts';
import type { Claims, DossierFacts } from './claims.ts';

export type EntryName = { station: string; seq: number; hash: string };
export type EntryState = 'accepted' | 'rejected' | 'conflict';

/** A dossier as judging knows it. `entry`: the one that made the present revision. */
export type KnownDossier = {
  id: string;
  office: string;
  revision: number;
  cancelled: boolean;
  erased: boolean;
  entry: EntryName;
  /** Null: as it stands in the table. */
  facts: DossierFacts | null;
  /** Its own code, where it was received under a provisional one. */
  given: { code: string; codeKey: string } | null;
  change: 'none' | 'new' | 'changed';
};

/** A lease as judging knows it; days and serials both ends included. */
export type KnownLease = {
  station: string;
  agencyCode: string;
  firstDay: string;
  lastDay: string;
  firstSerial: number;
  lastSerial: number;
};

/** An envelope as far as judging asks. */
export type JudgedEntry = EntryName & { subject: string; kind: string; mono: number };

/** An entry that is judged: a new one, or one that the province holds and looks at again. */
export type Judged = {
  entry: JudgedEntry;
  fork: number;
  at: number;
  claims: Claims;
};

export type Judgement = { state: EntryState; code: ExchangeCode | null; against: EntryName | null };

/** By station: the seq from which on its numbers must lie in leases, and mono of its first entry (L10). */
export type Bonds = { boundFrom: Map<string, number>; begun: Map<string, number> };

/** What is known before, and what judging adds to it. */
export type Knowledge = Bonds & {
  office: string;
  asked: { mono: number; station: string | null } | null;
  agencyCode: string;
  dossiers: Map<string, KnownDossier>;
  /** By normalised code: the dossier that has it. */
  codes: Map<string, string>;
  newCodes: Map<string, string>;
  /** Of those, codes that another system issued: they give way to whoever has one as its own. */
  elsewhere: Set<string>;
  /** Codes that a settled conflict takes from another dossier of this office, or that are another one's own. */
  movedCodes: Map<string, string>;
  leases: readonly KnownLease[];
  /** Ids of leases that these entries say were taken, and that were here before. */
  granted: ReadonlySet<string>;
  keys: { mono: number; set: PublicKey[] | null };
  files: { sha256: string; bytes: number; station: string; seq: number }[];
};

const accepted: Judgement = { state: 'accepted', code: null, against: null };
const rejected = (code: ExchangeCode): Judgement => ({ state: 'rejected', code, against: null });
const conflict = (code: ExchangeCode, against: EntryName | null): Judgement => ({
  state: 'conflict',
  code,
  against,
});

/** The sentence that goes with a judgement. */
export function sentenceOf(code: ExchangeCode): string {
  return EXCHANGE_CODES[code];
}

/**
 * Judges one entry by what is known, and adds what it brings where it is accepted (P9, L10). `ours`: a person settled a
 * conflict over it for this version.
 */
export function judge(item: Judged, known: Knowledge, ours = false): Judgement {
  const { claims, entry } = item;
  switch (claims.is) {
    case 'malformed':
      return rejected('body-malformed');
    case 'received':
      return judgeReceived(item, claims, known, ours);
    case 'corrected':
      return judgeCorrected(item, claims, known);
    case 'cancelled': {
      const dossier = ownDossier(entry.subject, known);
      if (dossier === undefined) return rejected('subject-unknown');
      if (isStale(dossier, claims.basedOn)) return conflict('stale-base', dossier.entry);
      change(dossier, { cancelled: true });
      return accepted;
    }
    case 'code-given':
      return judgeCodeGiven(item, claims, known, ours);
    case 'lease-taken': {
      // Of what it was granted before it asked to be let in here, nothing binds it here (L10).
      const isOurs = known.asked === null || entry.mono > known.asked.mono;
      if (!isOurs && !known.granted.has(claims.lease?.id ?? '')) return accepted;
      const before = known.boundFrom.get(entry.station);
      if (before === undefined || entry.seq < before) known.boundFrom.set(entry.station, entry.seq);
      return accepted;
    }
    case 'keys-set':
      if (entry.mono > known.keys.mono) known.keys = { mono: entry.mono, set: claims.keys };
      return accepted;
    case 'file':
      known.files.push({ ...claims, station: entry.station, seq: entry.seq });
      return accepted;
    default:
      return accepted;
  }
}

function judgeReceived(
  item: Judged,
  claims: Extract<Claims, { is: 'received' }>,
  known: Knowledge,
  ours: boolean,
): Judgement {
  const { entry } = item;
  const fault = numberFault(claims.serial, item, known);
  if (fault !== undefined) return rejected(fault);
  const there = known.dossiers.get(entry.subject);
  if (there !== undefined) return conflict('code-taken', there.entry);
  const taken = claims.own.map((key) => holderOf(key, known)).find((id) => id !== undefined);
  if (taken !== undefined && !ours) return conflict('code-taken', known.dossiers.get(taken)?.entry ?? null);
  known.dossiers.set(entry.subject, {
    id: entry.subject,
    office: known.office,
    revision: 1,
    cancelled: false,
    erased: false,
    entry: nameOf(entry),
    facts: claims.facts,
    given: null,
    change: 'new',
  });
  for (const key of claims.own) takeCode(key, entry.subject, known);
  for (const key of claims.others) {
    if (known.codes.has(key)) continue;
    takeCode(key, entry.subject, known);
    known.elsewhere.add(key);
  }
  return accepted;
}

function judgeCorrected(
  item: Judged,
  claims: Extract<Claims, { is: 'corrected' }>,
  known: Knowledge,
): Judgement {
  const dossier = ownDossier(item.entry.subject, known);
  if (dossier === undefined) return rejected('subject-unknown');
  const next = claims.revision === dossier.revision + 1;
  if (!next || dossier.cancelled || dossier.erased || isStale(dossier, claims.basedOn)) {
    return conflict('stale-base', dossier.entry);
  }
  const { field, procedureCode, procedureName, dueAt } = claims.facts;
  // What a correction never touches stays: codes, state, reception (applyCorrected).
  const facts = { ...(dossier.facts ?? claims.facts), field, procedureCode, procedureName, dueAt };
  change(dossier, { revision: claims.revision, entry: nameOf(item.entry), facts });
  return accepted;
}

function judgeCodeGiven(
  item: Judged,
  claims: Extract<Claims, { is: 'code-given' }>,
  known: Knowledge,
  ours: boolean,
): Judgement {
  const fault = numberFault(claims.serial, item, known);
  if (fault !== undefined) return rejected(fault);
  const dossier = ownDossier(item.entry.subject, known);
  if (dossier === undefined) return rejected('subject-unknown');
  const taken = holderOf(claims.codeKey, known);
  if (taken !== undefined && taken !== dossier.id && !ours) {
    return conflict('code-taken', known.dossiers.get(taken)?.entry ?? null);
  }
  takeCode(claims.codeKey, dossier.id, known);
  change(dossier, { given: { code: claims.code, codeKey: claims.codeKey } });
  return accepted;
}

/** Whether a number may be used by this station on its day (L10); undefined where it may. */
function numberFault(
  serial: SerialUsed | null,
  { entry }: Judged,
  known: Knowledge,
): ExchangeCode | undefined {
  if (serial === null) return undefined;
  if (known.agencyCode !== '' && serial.agencyCode !== known.agencyCode) return 'agency-not-yours';
  const leases = known.leases.filter(
    (lease) =>
      lease.agencyCode === serial.agencyCode &&
      lease.firstDay <= serial.day &&
      serial.day <= lease.lastDay &&
      lease.firstSerial <= serial.number &&
      serial.number <= lease.lastSerial,
  );
  if (leases.some(({ station }) => station === entry.station)) return undefined;
  // Nobody's own are the numbers of another station.
  return leases.length === 0 && isOwnIssuer(entry, known) ? undefined : 'number-not-leased';
}

/**
 * Whether a station numbered this as its own issuer: before its first lease, and only one that was there when the office
 * asked to be let in. What began later has no numbers of its own (L4).
 */
function isOwnIssuer({ station, seq, mono }: Judged['entry'], { boundFrom, begun, asked }: Knowledge) {
  const bound = boundFrom.get(station);
  if (bound !== undefined && seq >= bound) return false;
  if (asked === null || station === asked.station) return true;
  return (begun.get(station) ?? mono) <= asked.mono;
}

const ownDossier = (id: string, known: Knowledge) => {
  const dossier = known.dossiers.get(id);
  return dossier?.office === known.office ? dossier : undefined;
};

const isStale = (dossier: KnownDossier, basedOn: { revision: number; hash: string }) =>
  dossier.revision !== basedOn.revision || dossier.entry.hash !== basedOn.hash;

const nameOf = ({ station, seq, hash }: EntryName): EntryName => ({ station, seq, hash });

function change(dossier: KnownDossier, to: Partial<KnownDossier>): void {
  Object.assign(dossier, to);
  if (dossier.change === 'none') dossier.change = 'changed';
}

/** The dossier whose own code this is; a code that another system issued is nobody's own. */
function holderOf(key: string, known: Knowledge): string | undefined {
  return known.elsewhere.has(key) ? undefined : known.codes.get(key);
}

function takeCode(key: string, dossier: string, known: Knowledge): void {
  const holder = known.codes.get(key);
  const wasElsewhere = known.elsewhere.delete(key);
  if (holder === dossier && !wasElsewhere) return;
  if (holder === undefined) known.newCodes.set(key, dossier);
  else if (wasElsewhere) known.movedCodes.set(key, dossier);
  // A person said that this version holds; another office's dossier keeps its code all the same.
  else if (known.dossiers.get(holder)?.office === known.office) known.movedCodes.set(key, dossier);
  else return;
  known.codes.set(key, dossier);
}
