import { parsePlainDate } from '#shared/calendar/index.ts';
import { normaliseCode } from '#shared/dossier/index.ts';
import { dossierCodeGiven, dossierReceived, ReceivedKept, slipGiven } from '#shared/journal/index.ts';
import type { Sql } from '../store/index.ts';
import { areCodes, plain } from './claims.ts';
import { insertCodes, insertDossiers, markErased, moveCodes, readDossiers } from './dossiers-table.ts';
import { type ErasedRow, eraseBodies, noteErasures } from './entries-table.ts';
import { forgetFiles } from './files-table.ts';
import type { Judged, KnownDossier } from './judge.ts';

type Span = { station: string; from: number; to: number };

/**
 * Carries out the erasures that these entries order, whatever was judged of them, and those that were ordered before
 * the entries came (P15). What has been erased is given out no more; numbers stay taken (J12).
 */
export async function eraseNamed(tx: Sql, office: string, entries: readonly Judged[]): Promise<void> {
  const spans: Span[] = [];
  const add = (station: string, seq: number) => {
    const last = spans.at(-1);
    // A parcel's entries are a few runs, and so are mostly those that are erased together.
    if (last?.station === station && (last.to === seq || last.to === seq - 1)) last.to = seq;
    else spans.push({ station, from: seq, to: seq });
  };
  for (const { entry } of entries) add(entry.station, entry.seq);
  for (const { entry, claims } of entries) {
    if (claims.is !== 'erasing') continue;
    await noteErasures(tx, office, entry, claims.targets);
    for (const { station, seq } of claims.targets) add(station, seq);
  }
  const erased = await eraseBodies(tx, office, spans);
  if (erased.length === 0) return;
  await forgetFiles(tx, office, erased);
  const begun = erased.filter(({ kind }) => kind === dossierReceived.kind || kind === slipGiven.kind);
  await markErased(tx, office, [...new Set(begun.map(({ subject }) => subject))]);
  await keepNumbers(tx, office, erased);
}

/** What an entry that was erased before it came keeps of codes; null where nothing of it can be a code. */
function keptOf({
  kind,
  kept,
}: ErasedRow): { reception: ReceivedKept | null; codes: ReceivedKept['codes'] } | null {
  if (kind === dossierReceived.kind) {
    const { success, data } = ReceivedKept.safeParse(kept);
    if (!success || !areCodes(data.codes) || parsePlainDate(data.receivedAt.slice(0, 10)) === undefined)
      return null;
    return { reception: data, codes: data.codes };
  }
  const given = kind === dossierCodeGiven.kind ? dossierCodeGiven.kept?.schema.safeParse(kept) : undefined;
  if (given?.success !== true || !areCodes([given.data])) return null;
  return { reception: null, codes: [{ code: given.data.code, kind: 'own' }] };
}

/** Dossiers and codes that were erased before their entries came: the codes are taken all the same (J12). */
async function keepNumbers(tx: Sql, office: string, erased: readonly ErasedRow[]): Promise<void> {
  const numbered = erased.flatMap((row) => {
    const kept = keptOf(row);
    return kept === null ? [] : [{ row, ...kept }];
  });
  if (numbered.length === 0) return;
  const ids = numbered.map(({ row }) => row.subject);
  const keys = numbered.flatMap((one) => one.codes.map(({ code }) => normaliseCode(code)));
  const there = await readDossiers(tx, ids, keys);
  const known = new Set(there.dossiers.map(({ id }) => id));
  const taken = new Set(there.codes.map(([key]) => key));
  const foreign = new Set(there.elsewhere);
  const moved = new Map<string, string>();
  const elsewhere = new Set<string>();
  const dossiers: KnownDossier[] = [];
  const codes = new Map<string, string>();
  for (const { row, reception, codes: kept } of numbered) {
    if (reception !== null) {
      if (known.has(row.subject)) continue;
      known.add(row.subject);
      dossiers.push(erasedDossier(office, row, reception));
    }
    for (const { code, kind } of kept) {
      const key = normaliseCode(code);
      if (kind !== 'elsewhere' && foreign.delete(key)) moved.set(key, row.subject);
      if (key === '' || taken.has(key) || (kind === 'elsewhere' && codes.has(key))) continue;
      codes.set(key, row.subject);
      if (kind === 'elsewhere') elsewhere.add(key);
      else elsewhere.delete(key);
    }
  }
  if (dossiers.length > 0) await insertDossiers(tx, office, dossiers);
  if (codes.size > 0) await insertCodes(tx, codes, elsewhere);
  if (moved.size > 0) await moveCodes(tx, moved);
}

function erasedDossier(office: string, row: ErasedRow, kept: ReceivedKept): KnownDossier {
  const { subject: id, station, seq, hash } = row;
  const code = kept.codes.find(({ kind }) => kind === 'own')?.code ?? kept.codes[0]?.code ?? '';
  return {
    id,
    office,
    revision: 1,
    cancelled: false,
    erased: true,
    entry: { station, seq, hash },
    given: null,
    change: 'new',
    facts: {
      code: plain(code),
      codeKey: normaliseCode(code),
      checkHash: null,
      state: 'received',
      field: '',
      procedureCode: plain(kept.procedure.code),
      procedureName: plain(kept.procedure.name),
      receivedDay: kept.receivedAt.slice(0, 10),
      receivedAt: plain(kept.receivedAt),
      dueAt: null,
      finishedAt: null,
      slip: false,
      sample: false,
    },
  };
}
