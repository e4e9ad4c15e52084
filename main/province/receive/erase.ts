import { normaliseCode } from '#shared/dossier/index.ts';
import { dossierReceived, ReceivedKept, slipGiven } from '#shared/journal/index.ts';
import type { Sql } from '../store/index.ts';
import { insertCodes, insertDossiers, markErased, readDossiers } from './dossiers-table.ts';
import { type ErasedRow, eraseBodies, type JudgedPlaced, noteErasures } from './entries-table.ts';
import { forgetFiles } from './files-table.ts';
import type { KnownDossier } from './judge.ts';

type Span = { station: string; from: number; to: number };

/**
 * Carries out the erasures that these entries order, whatever was judged of them, and those that were ordered before
 * the entries came (P15). What has been erased is given out no more; numbers stay taken (J12).
 */
export async function eraseNamed(tx: Sql, office: string, entries: readonly JudgedPlaced[]): Promise<void> {
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

/** Dossiers that were erased before their reception came: their codes are taken all the same. */
async function keepNumbers(tx: Sql, office: string, erased: readonly ErasedRow[]): Promise<void> {
  const receptions = erased.flatMap((row) => {
    const kept = row.kind === dossierReceived.kind ? ReceivedKept.safeParse(row.kept) : undefined;
    return kept?.success === true ? [{ row, kept: kept.data }] : [];
  });
  if (receptions.length === 0) return;
  const ids = receptions.map(({ row }) => row.subject);
  const keys = receptions.flatMap(({ kept }) => kept.codes.map(({ code }) => normaliseCode(code)));
  const there = await readDossiers(tx, ids, keys);
  const known = new Set(there.dossiers.map(({ id }) => id));
  const taken = new Set(there.codes.map(([key]) => key));
  const dossiers: KnownDossier[] = [];
  const codes = new Map<string, string>();
  for (const { row, kept } of receptions) {
    if (known.has(row.subject)) continue;
    known.add(row.subject);
    dossiers.push(erasedDossier(office, row, kept));
    for (const { code } of kept.codes) {
      const key = normaliseCode(code);
      if (!taken.has(key) && key !== '') codes.set(key, row.subject);
    }
  }
  if (dossiers.length > 0) await insertDossiers(tx, office, dossiers);
  if (codes.size > 0) await insertCodes(tx, codes);
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
      code,
      codeKey: normaliseCode(code),
      checkHash: null,
      state: 'received',
      field: '',
      procedureCode: kept.procedure.code,
      procedureName: kept.procedure.name,
      receivedDay: kept.receivedAt.slice(0, 10),
      receivedAt: kept.receivedAt,
      dueAt: null,
      finishedAt: null,
      slip: false,
      sample: false,
    },
  };
}
