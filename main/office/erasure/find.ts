import type { ErasableDossier, ErasedDossierView } from '#shared/contract/index.ts';
import { type Dossier, normaliseCode } from '#shared/dossier/index.ts';
import {
  codesOfErased,
  type ErasedDossier,
  findDossierByCode,
  findDossiersOfPerson,
  findErasedByCode,
  findErasedDossier,
  mainCodeOf,
  numbersIn,
  numberToFind,
} from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { isOpen } from './erase.ts';

/** As many as one erasure takes. */
const MOST_DOSSIERS = 500;

/** The dossier of a code, or all of a personal number, oldest first. */
export function findErasable(
  db: ReadableDb,
  query: string,
  nameOf: (id: string) => string,
): { dossiers: ErasableDossier[]; erased: ErasedDossierView | null; more: boolean } {
  const codeKey = normaliseCode(query);
  const nothing = { dossiers: [], erased: null, more: false };
  if (codeKey === '') return nothing;
  const byCode = findDossierByCode(db, codeKey);
  if (byCode !== undefined) return { ...nothing, dossiers: [erasable(byCode, 'code')] };
  const erased = findErasedByCode(db, query);
  if (erased !== undefined) return { ...nothing, erased: viewOf(db, erased, nameOf) };
  // A name is no number, and its words would be found in half of all dossiers.
  if (!/\d/.test(query)) return nothing;
  const number = numberToFind(query);
  const found = findDossiersOfPerson(db, number, MOST_DOSSIERS + 1);
  return {
    dossiers: found
      .slice(0, MOST_DOSSIERS)
      .map((dossier) =>
        erasable(dossier, numbersIn(dossier).applicant.includes(number) ? 'applicant' : 'filer'),
      ),
    erased: null,
    more: found.length > MOST_DOSSIERS,
  };
}

/** What is left of an erased dossier; undefined when none of this id was erased. */
export function findErasedView(
  db: ReadableDb,
  id: string,
  nameOf: (id: string) => string,
): ErasedDossierView | undefined {
  const erased = findErasedDossier(db, id);
  return erased === undefined ? undefined : viewOf(db, erased, nameOf);
}

function viewOf(db: ReadableDb, erased: ErasedDossier, nameOf: (id: string) => string): ErasedDossierView {
  return {
    id: erased.id,
    codes: codesOfErased(db, erased.n),
    procedureCode: erased.procedure.code,
    procedureName: erased.procedure.name,
    register: erased.register,
    receivedAt: erased.receivedAt,
    receivedBy: nameOf(erased.receivedBy),
    erasedAt: erased.erasedAt,
    erasedBy: nameOf(erased.erasedBy),
    ground: erased.ground,
    slip: erased.slip,
  };
}

function erasable(dossier: Dossier, foundAs: ErasableDossier['foundAs']): ErasableDossier {
  const { applicant } = dossier;
  return {
    id: dossier.id,
    code: mainCodeOf(dossier),
    applicantName: applicant.name,
    idNumberMasked: applicant.idNumber === null ? '' : `••••${applicant.idNumber.slice(-4)}`,
    procedureName: dossier.procedure.name,
    receivedAt: dossier.receivedAt,
    state: dossier.state,
    open: isOpen(dossier),
    foundAs,
    slip: dossier.slip?.kind ?? null,
    kept: keptInWords(dossier),
  };
}

/** As `ReceivedKept` and `SlipKept` keep it; a matter in the clerk's own words may name somebody and goes. */
function keptInWords({ slip, procedure }: Dossier): string {
  if (slip === undefined) return 'mã hồ sơ, ngày nhận, tên thủ tục, số trong sổ và căn cứ xóa';
  const name = procedure.code === '' ? '' : ' tên thủ tục,';
  return `số phiếu, ngày lập,${name} số trong sổ phiếu và căn cứ xóa`;
}
