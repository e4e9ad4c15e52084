import { officeDate } from '#shared/base/index.ts';
import { ERROR_CODES, type OfficeProfile } from '#shared/contract/index.ts';
import {
  type Actor,
  applyReceived,
  type Dossier,
  type DossierCode,
  type DossierContent,
  type ReceiveDossier,
} from '#shared/dossier/index.ts';
import { chooseTemplate, formKey } from '#shared/forms/index.ts';
import { dossierReceived, type SerialUsed } from '#shared/journal/index.ts';
import type { ReadableDb, WritableDb } from '../storage/index.ts';
import { contentBasis } from './compose.ts';
import { decideReception, type ReceptionDecision } from './decide.ts';
import { findDossier } from './dossiers-table.ts';
import { findErasedDossier } from './erased-table.ts';
import { findNumberHold } from './freezes-table.ts';
import { findNextCode } from './next-code.ts';
import { normalisePeople } from './normalise.ts';
import { nextProvisionalCode, registerVolume } from './provisional.ts';
import type { ReceivePorts } from './receive-ports.ts';
import { NoSerialLeft, ReceptionRefused, refuseProblems } from './refused.ts';
import { onceFor, type Received, type Request } from './requests.ts';
import { nextRegisterNumber } from './serials.ts';

/**
 * Receives a dossier: decides by the rules of this minute, then ONE transaction writes the entry, the views, the search
 * row, the serial, the register line and the print job. A request that was received before answers with that dossier.
 * What is handed over at once has no paper unless one is asked for. Throws ReceptionRefused, having written nothing.
 */
export function receiveDossier(ports: ReceivePorts, asked: ReceiveDossier, actor: Actor): Received {
  const { db } = ports;
  return onceFor(db, asked, (request) => {
    const input = normalisePeople(asked);
    const now = ports.clock.now();
    const decision = decideReception(input, ports.rules, now);
    refuseProblems(decision.problems);
    return db.transaction((tx) => receiveInTx(tx, ports, input, decision, { actor, now, request }));
  });
}

function receiveInTx(
  tx: WritableDb,
  ports: ReceivePorts,
  input: ReceiveDossier,
  decision: ReceptionDecision,
  { actor, now, request }: { actor: Actor; now: number; request: Request },
): Dossier {
  if (input.follows !== undefined) checkFollowable(tx, input.follows);
  const { dossier, serial } = composeInTx(tx, ports, input, decision, actor, now);
  ports.journal.appendInTx(tx, {
    kind: dossierReceived,
    actor: actor.id,
    subject: dossier.id,
    body: { dossier, serial, request },
    parsed: true,
  });
  const received = applyReceived(dossier);
  ports.noteProcedureUsedInTx(tx, dossier.procedure.code);
  ports.forgetDraftInTx(tx, request.id);
  ports.noteReceivedInTx(tx, received);
  if (input.print ?? input.atOnce !== true) ports.enqueuePaperInTx(tx, received, actor);
  return received;
}

/** A slip is followed once, unless what followed it was cancelled; one that was cancelled itself asks for nothing. */
function checkFollowable(db: ReadableDb, id: string): void {
  const slip = findDossier(db, id);
  if (slip === undefined && findErasedDossier(db, id) !== undefined) {
    throw new ReceptionRefused('erased', [], 'Dữ liệu của phiếu này đã xóa. Hãy tiếp nhận như hồ sơ mới.');
  }
  if (slip?.slip === undefined) {
    const message = 'Không có phiếu này. Hãy tiếp nhận như hồ sơ mới.';
    throw new ReceptionRefused(
      'invalid-input',
      [{ code: 'invalid-input', field: 'follows', message }],
      message,
    );
  }
  if (slip.cancelled !== null || slip.followedBy !== null) {
    throw new ReceptionRefused('slip-settled', [], ERROR_CODES['slip-settled']);
  }
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
  const day = officeDate(now);
  const { code, serial } = nextCodeInTx(tx, ports, ports.office().profile, day);
  const volume = registerVolume(tx, ports.station, day);
  const basis = contentBasis(tx, ports, input, actor, now);
  const dossier: DossierContent = {
    ...basis,
    codes: [code],
    procedure: {
      code: procedure.code,
      name: procedure.name,
      field: procedure.field,
      caseId: procedureCase.id,
      caseName: procedureCase.name,
    },
    missingPapers: decision.missing.filter((paper) => paper.need === 'required').map((paper) => paper.name),
    fee,
    due,
    clockStartedAt: basis.receivedAt,
    clockBasis: 'reception',
    supplementEffect: procedure.supplementEffect,
    versions: {
      catalogue: decision.catalogueVersion,
      calendar: decision.calendarVersion,
      form: formKey(chooseTemplate(ports.rules.templates, day)),
    },
    register: { volume, number: nextRegisterNumber(tx, volume) },
    ...(input.follows === undefined ? {} : { follows: input.follows }),
    ...(input.atOnce === undefined ? {} : { atOnce: input.atOnce }),
  };
  return { dossier, serial };
}

/** The next code of the day; a provisional one while numbers are in doubt, so that the desk goes on. */
function nextCodeInTx(
  tx: WritableDb,
  ports: ReceivePorts,
  profile: OfficeProfile,
  day: string,
): { code: DossierCode; serial: SerialUsed } {
  if (findNumberHold(tx, ports.station, day) !== undefined) {
    const { code, serial } = nextProvisionalCode(tx, ports.station, day);
    return { code: { code, kind: 'provisional' }, serial };
  }
  const next = findNextCode(tx, ports.rules.codeFormats, { ...profile, station: ports.station }, day);
  if (!next.ok) throw new NoSerialLeft(next.error);
  return { code: { code: next.value.code, kind: 'own' }, serial: next.value.serial };
}
