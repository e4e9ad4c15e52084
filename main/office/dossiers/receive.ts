import { type Clock, type Ids, officeDate, officeTimestamp } from '#shared/base/index.ts';
import { ERROR_CODES, type ErrorCode, type OfficeProfile } from '#shared/contract/index.ts';
import {
  type Actor,
  applyReceived,
  checkValue,
  type Dossier,
  type DossierCode,
  type DossierContent,
  formatDossierCode,
  normaliseCode,
  type ReceiveDossier,
} from '#shared/dossier/index.ts';
import { chooseTemplate, formKey } from '#shared/forms/index.ts';
import { canonicalJson, dossierReceived, type SerialUsed } from '#shared/journal/index.ts';
import { type Journal, sha256 } from '../journal/index.ts';
import { type Database, sql, type WritableDb } from '../storage/index.ts';
import { decideReception, type ReceptionDecision } from './decide.ts';
import { findByRequest, findDossier } from './dossiers-table.ts';
import { findErasedByCode, isErasedRequest } from './erased-table.ts';
import type { ReceptionProblem } from './findings.ts';
import { findNumberHold } from './freezes-table.ts';
import { besidesApplicant, normaliseReception } from './normalise.ts';
import { nextProvisionalCode, registerVolume } from './provisional.ts';
import type { ReceptionRules } from './rules.ts';
import { findNextSerial, nextRegisterNumber } from './serials.ts';
import { findVisit } from './visits.ts';

/** Why a reception was refused; nothing was written. */
export class ReceptionRefused extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly ReceptionProblem[];
  constructor(code: ErrorCode, problems: readonly ReceptionProblem[], message: string) {
    super(message);
    this.code = code;
    this.problems = problems;
  }
}

export type ReceivePorts = {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  rules: ReceptionRules;
  office: () => { profile: OfficeProfile; sample: boolean };
  station: string;
  /** Puts the receipt's print job into the same transaction; the bytes are made after the commit. */
  enqueueReceiptInTx: (tx: WritableDb, dossier: Dossier, actor: Actor) => void;
  /** Remembers that the procedure was used, for "recently used first". */
  noteProcedureUsedInTx: (tx: WritableDb, procedureCode: string) => void;
  /** What was half entered under this request is a draft no longer. */
  forgetDraftInTx: (tx: WritableDb, requestId: string) => void;
};

export type Received = { dossier: Dossier; repeated: boolean };

/**
 * Receives a dossier: decides by the rules of this minute, then ONE transaction writes the entry, the views, the search
 * row, the serial, the register line and the print job. A request that was received before answers with that dossier.
 * Throws ReceptionRefused, having written nothing.
 */
export function receiveDossier(ports: ReceivePorts, asked: ReceiveDossier, actor: Actor): Received {
  const { db, clock, rules } = ports;
  const { requestId, ...content } = asked;
  const digest = sha256(canonicalJson(content));
  const earlier = findByRequest(db, requestId);
  if (earlier !== undefined) return repeatedReception(db, earlier, digest);
  if (isErasedRequest(db, requestId)) throw new ReceptionRefused('erased', [], ERROR_CODES.erased);
  const input = normaliseReception(asked);
  const now = clock.now();
  const decision = decideReception(input, rules, now);
  const [first] = decision.problems;
  if (first !== undefined) throw new ReceptionRefused(first.code, decision.problems, first.message);
  return db.transaction((tx) => {
    const { dossier, serial } = composeInTx(tx, ports, input, decision, actor, now);
    ports.journal.appendInTx(tx, {
      kind: dossierReceived,
      actor: actor.id,
      subject: dossier.id,
      body: { dossier, serial, request: { id: requestId, digest } },
      parsed: true,
    });
    const received = applyReceived(dossier);
    ports.noteProcedureUsedInTx(tx, dossier.procedure.code);
    ports.forgetDraftInTx(tx, requestId);
    ports.enqueueReceiptInTx(tx, received, actor);
    return { dossier: received, repeated: false };
  });
}

function repeatedReception(db: Database, earlier: { id: string; digest: string }, digest: string): Received {
  if (earlier.digest !== digest) {
    throw new ReceptionRefused(
      'request-reused',
      [],
      'Biểu mẫu này đã được tiếp nhận với nội dung khác. Hãy mở hồ sơ đã tiếp nhận để kiểm tra.',
    );
  }
  const dossier = findDossier(db, earlier.id);
  if (dossier === undefined) throw new Error('a request without its dossier');
  return { dossier, repeated: true };
}

function composeInTx(
  tx: WritableDb,
  ports: ReceivePorts,
  input: ReceiveDossier,
  decision: ReceptionDecision,
  actor: Actor,
  now: number,
) {
  const { procedure, case: procedureCase, due, fee } = decision;
  if (procedure === null || procedureCase === null || due === null || fee === null) {
    throw new Error('a decision without problems is complete');
  }
  const { profile, sample } = ports.office();
  const day = officeDate(now);
  const { code, serial } = nextCodeInTx(tx, ports, profile, day);
  const volume = registerVolume(tx, ports.station, day);
  const office = { id: profile.id, code: profile.agencyCode, name: profile.name };
  const receivedAt = officeTimestamp(now);
  const visit = findVisit(tx, input.visitOf, input.applicant, day);
  const dossier: DossierContent = {
    id: ports.ids.id(),
    codes: [code],
    checkValue: checkValue(ports.ids.bytes(5)),
    applicant: input.applicant,
    ...besidesApplicant(input),
    ...(visit === undefined ? {} : { visit }),
    procedure: {
      code: procedure.code,
      name: procedure.name,
      field: procedure.field,
      caseId: procedureCase.id,
      caseName: procedureCase.name,
    },
    channel: input.channel,
    papers: input.papers,
    missingPapers: decision.missing.filter((paper) => paper.need === 'required').map((paper) => paper.name),
    dossierCopies: input.dossierCopies,
    delivery: input.delivery,
    note: input.note,
    fee,
    due,
    receivedAt,
    clockStartedAt: receivedAt,
    clockBasis: 'reception',
    receivingOffice: office,
    competentAgency: office,
    supplementEffect: procedure.supplementEffect,
    versions: {
      catalogue: decision.catalogueVersion,
      calendar: decision.calendarVersion,
      form: formKey(chooseTemplate(ports.rules.templates, day)),
    },
    register: { volume, number: nextRegisterNumber(tx, volume) },
    receivedBy: actor,
    station: ports.station,
    clockSuspect: ports.journal.clockState().trouble !== null,
    sample,
  };
  return { dossier, serial };
}

/**
 * The next code of the day; a provisional one while numbers are in doubt, so that the desk goes on. A code that is
 * already known (issued elsewhere, entered by hand) is refused, not reused:
 * a code is never given twice, whatever the counters say.
 */
function nextCodeInTx(
  tx: WritableDb,
  ports: ReceivePorts,
  profile: OfficeProfile,
  day: string,
): { code: DossierCode; serial: SerialUsed } {
  if (findNumberHold(tx, day) !== undefined) {
    const { code, serial } = nextProvisionalCode(tx, ports.station, day);
    return { code: { code, kind: 'provisional' }, serial };
  }
  const format = ports.rules.codeFormats.find((candidate) => candidate.key === profile.codeFormat);
  if (format === undefined) throw new Error(`unknown code format ${profile.codeFormat}`);
  const serial = findNextSerial(tx, profile.agencyCode, day);
  const code = serial === undefined ? undefined : formatDossierCode(format, profile.agencyCode, day, serial);
  if (serial === undefined || code === undefined || !code.ok) {
    const message =
      code !== undefined && !code.ok
        ? code.error.message
        : 'Dải số của hôm nay đã hết. Hãy báo quản trị viên cấp thêm dải số; nội dung đang nhập vẫn được giữ.';
    throw new ReceptionRefused('no-serial-left', [], message);
  }
  const taken = tx.find(sql`select 1 from dossier_codes where code_key = ${normaliseCode(code.value)}`);
  if (taken !== undefined || findErasedByCode(tx, code.value) !== undefined)
    throw new ReceptionRefused('no-serial-left', [], `Mã ${code.value} đã có. Hãy báo quản trị viên.`);
  return {
    code: { code: code.value, kind: 'own' },
    serial: { agencyCode: profile.agencyCode, day, number: serial },
  };
}
