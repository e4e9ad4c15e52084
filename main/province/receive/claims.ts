import type { z } from 'zod';
import { isSoundKey } from '#main/parcels/index.ts';
import { parsePlainDate } from '#shared/calendar/index.ts';
import {
  applyReceived,
  applySlip,
  type DossierContent,
  normaliseCode,
  parseDossierCode,
} from '#shared/dossier/index.ts';
import { Lease, PublicKey, type ReadEntry } from '#shared/exchange/index.ts';
import {
  conflictSettled,
  createKindRegistry,
  documentSigned,
  dossierCancelled,
  dossierCodeGiven,
  dossierCorrected,
  dossierReceived,
  type Entry,
  entryKinds,
  erased,
  isEnvelopeId,
  leaseEnded,
  leaseTaken,
  officeKeysSet,
  type SerialUsed,
  type Sha256,
  signatureCompleted,
  slipGiven,
} from '#shared/journal/index.ts';
import { addDays } from '../leases/index.ts';
import { validMsOf } from './keys-table.ts';

/** What the province shows and counts of a dossier; nothing of it tells of a person. */
export type DossierFacts = {
  code: string;
  codeKey: string;
  checkHash: string | null;
  state: string;
  field: string;
  procedureCode: string;
  procedureName: string;
  receivedDay: string;
  receivedAt: string;
  dueAt: string | null;
  finishedAt: string | null;
  slip: boolean;
  sample: boolean;
};

export type BasedOn = { revision: number; hash: string };
export type ErasureName = { station: string; seq: number; kept: unknown };

/** What an entry says that the province has to judge or to remember. */
export type Claims =
  | { is: 'nothing' }
  /** A kind or version that this release does not know (J14). */
  | { is: 'unread' }
  | { is: 'malformed' }
  /** Came without its body (P15). */
  | { is: 'erased' }
  | { is: 'received'; facts: DossierFacts; own: string[]; others: string[]; serial: SerialUsed | null }
  | { is: 'corrected'; facts: DossierFacts; revision: number; basedOn: BasedOn }
  | { is: 'cancelled'; basedOn: BasedOn }
  | { is: 'code-given'; code: string; codeKey: string; serial: SerialUsed }
  /** Null: no lease that could have been granted. */
  | { is: 'lease-taken'; lease: Lease | null }
  | { is: 'lease-ended'; id: string; endedAfter: string }
  | { is: 'keys-set'; keys: PublicKey[] }
  | { is: 'settled'; of: { station: string; seq: number; hash: string }; keep: 'ours' | 'theirs' }
  | { is: 'erasing'; targets: ErasureName[] }
  | { is: 'file'; sha256: string; bytes: number };

const registry = createKindRegistry(entryKinds);
/** Longer ones are no codes, and no index would hold them. */
const LONGEST_CODE = 100;
/** An office's leases are granted for at most so many days. */
const MOST_LEASE_DAYS = 400;

/** The hash under which a check value is kept: who reads the table can't open the look-up with it. */
export function checkHash(dossierId: string, checkValue: string, sha256: Sha256): string {
  return sha256(`${dossierId}:${checkValue}`);
}

/** Reads what an entry says by the shapes that office and province share (P9, P13). Never throws. */
export function claimsOf({ entry, body }: Pick<ReadEntry, 'entry' | 'body'>, sha256: Sha256): Claims {
  if (body === null) return { is: 'erased' };
  try {
    const read = registry.read(entry.kind, entry.v, JSON.parse(body));
    if (!read.known) return { is: 'unread' };
    // What an office keeps to itself has no place here (J1).
    if (read.kind.chain !== 'exchange') return { is: 'malformed' };
    const reader = readers[entry.kind];
    return reader === undefined ? { is: 'nothing' } : reader(read.body, entry, sha256);
  } catch {
    return { is: 'malformed' };
  }
}

type Reader = (body: unknown, entry: Entry, sha256: Sha256) => Claims;

function reader<Body extends z.ZodType>(
  kind: { kind: string; body: Body },
  claims: (body: z.output<Body>, entry: Entry, sha256: Sha256) => Claims,
): [string, Reader] {
  // The registry has parsed it by the same schema.
  return [kind.kind, (body, entry, sha256) => claims(body as z.output<Body>, entry, sha256)];
}

const readers: Readonly<Record<string, Reader>> = Object.fromEntries([
  reader(dossierReceived, ({ dossier, serial }, entry, sha256) => {
    if (dossier.id !== entry.subject) return { is: 'malformed' };
    return received(dossier, serial, sha256);
  }),
  reader(slipGiven, ({ dossier }, entry, sha256) => {
    if (dossier.id !== entry.subject) return { is: 'malformed' };
    const facts = factsOf(dossier, applySlip(dossier).state, sha256);
    // Numbers of slips are the office's own books; two offices may have the same.
    return facts === null
      ? { is: 'malformed' }
      : { is: 'received', facts, own: [], others: [], serial: null };
  }),
  reader(dossierCorrected, ({ dossier, revision, basedOn }, entry, sha256) => {
    const facts = dossier.id === entry.subject ? factsOf(dossier, 'received', sha256) : null;
    if (facts === null || revision > 1_000_000) return { is: 'malformed' };
    return { is: 'corrected', facts, revision, basedOn };
  }),
  reader(dossierCancelled, ({ basedOn }) => ({ is: 'cancelled', basedOn })),
  reader(dossierCodeGiven, ({ code, serial }) => {
    const codeKey = normaliseCode(code);
    if (codeKey === '' || !isSerial(serial) || !isCodeOf(serial, code)) return { is: 'malformed' };
    return { is: 'code-given', code: plain(code), codeKey, serial };
  }),
  reader(leaseTaken, (body, { station }) => {
    const { success, data } = Lease.safeParse({ ...body, endedAfter: null });
    // A station takes leases of its own; another one's chain tells of those.
    const sound = success && isLease(data) && data.station === station;
    return { is: 'lease-taken', lease: sound ? data : null };
  }),
  reader(leaseEnded, ({ id, endedAfter }) =>
    parsePlainDate(endedAfter) === undefined ? { is: 'nothing' } : { is: 'lease-ended', id, endedAfter },
  ),
  reader(officeKeysSet, ({ keys }) => {
    const sound = keys.filter(
      (key) => isSoundKey(key) && PublicKey.safeParse(key).success && validMsOf(key) > 0,
    );
    const uses = new Set(sound.map(({ use }) => use));
    // An office without a key to sign or to decrypt could never be heard again.
    if (sound.length !== keys.length || uses.size !== 2) return { is: 'malformed' };
    return { is: 'keys-set', keys: sound };
  }),
  reader(conflictSettled, ({ of, keep }) =>
    of.seq > MOST || !isEnvelopeId(of.station) ? { is: 'malformed' } : { is: 'settled', of, keep },
  ),
  reader(erased, ({ targets }) => ({
    is: 'erasing',
    targets: targets
      .filter(({ chain, station, seq }) => chain === 'exchange' && seq <= MOST && isEnvelopeId(station))
      .map(({ station, seq, kept }) => ({ station, seq, kept: plainJson(kept) })),
  })),
  reader(documentSigned, ({ after, bytes }) => ({ is: 'file', sha256: after, bytes })),
  reader(signatureCompleted, ({ after, bytes }) => ({ is: 'file', sha256: after, bytes })),
]);

/** The largest number that the tables hold. */
export const MOST = 2_147_483_647;

/** A day that exists, a number that fits. */
const isSerial = ({ day, number }: SerialUsed) => number <= MOST && parsePlainDate(day) !== undefined;

/** Days that exist and numbers that fit; not longer than one is granted for. */
const isLease = ({ firstDay, lastDay, firstSerial, lastSerial }: Lease) =>
  parsePlainDate(firstDay) !== undefined &&
  parsePlainDate(lastDay) !== undefined &&
  firstDay <= lastDay &&
  lastDay <= addDays(firstDay, MOST_LEASE_DAYS) &&
  firstSerial <= lastSerial &&
  lastSerial <= MOST;

function received(dossier: DossierContent, serial: SerialUsed, sha256: Sha256): Claims {
  const facts = factsOf(dossier, applyReceived(dossier).state, sha256);
  if (facts === null || !isSerial(serial)) return { is: 'malformed' };
  const keys = (elsewhere: boolean) =>
    dossier.codes
      .filter(({ kind }) => (kind === 'elsewhere') === elsewhere)
      .map(({ code }) => normaliseCode(code));
  const own = keys(false);
  if (own.length === 0 || own.some((key) => key === '')) return { is: 'malformed' };
  if (!dossier.codes.every((one) => isNumbered(one, serial))) return { is: 'malformed' };
  const provisional =
    dossier.codes.every(({ kind }) => kind !== 'own') && serial.agencyCode.startsWith(PROVISIONAL);
  return {
    is: 'received',
    facts,
    own,
    others: keys(true).filter((key) => key !== ''),
    serial: provisional ? null : serial,
  };
}

/** What a code that a station made without a number of the office begins with. */
const PROVISIONAL = 'TAM.';

/** Whether a code is made of the serial that its entry says was used: otherwise it is a number that nobody looked at (L10). */
function isNumbered({ code, kind }: DossierContent['codes'][number], serial: SerialUsed): boolean {
  if (kind === 'elsewhere') return true;
  if (kind === 'own') return isCodeOf(serial, code);
  return normaliseCode(code).startsWith(normaliseCode(PROVISIONAL));
}

function isCodeOf({ agencyCode, day, number }: SerialUsed, code: string): boolean {
  const parsed = parseDossierCode(code);
  if (!parsed.ok) return false;
  const { value } = parsed;
  return value.agencyCode === agencyCode && value.date === day && value.serial === number;
}

/** As many codes, and as long, as one dossier may have. */
export const areCodes = (codes: readonly { code: string }[]) =>
  codes.length <= 20 && codes.every(({ code }) => code.length <= LONGEST_CODE);

function factsOf(dossier: DossierContent, state: string, sha256: Sha256): DossierFacts | null {
  const { codes, procedure, due, receivedAt } = dossier;
  const code = (codes.find(({ kind }) => kind === 'own') ?? codes[0])?.code ?? '';
  const receivedDay = receivedAt.slice(0, 10);
  if (!areCodes(codes) || parsePlainDate(receivedDay) === undefined) return null;
  return {
    code: plain(code),
    codeKey: normaliseCode(code),
    checkHash: checkHash(dossier.id, dossier.checkValue, sha256),
    state,
    field: plain(procedure.field),
    procedureCode: plain(procedure.code),
    procedureName: plain(procedure.name),
    receivedDay,
    receivedAt: plain(receivedAt),
    dueAt: due === null ? null : due.at,
    finishedAt: dossier.atOnce === true ? plain(receivedAt) : null,
    slip: dossier.slip !== undefined,
    sample: dossier.sample,
  };
}

/** PostgreSQL keeps neither a zero character nor half a pair; they stay in the body, as they were written. */
export const plain = (text: string) => text.replaceAll('\0', '').slice(0, 1000).toWellFormed();

/** The same of all texts in a value; null where even its names can't be kept. */
function plainJson(value: unknown): unknown {
  const text = JSON.stringify(value ?? null, (_name, part: unknown) =>
    typeof part === 'string' ? plain(part) : part,
  );
  return /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(text) ? null : JSON.parse(text);
}
