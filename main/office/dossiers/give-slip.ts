import { officeDate } from '#shared/base/index.ts';
import {
  type Actor,
  applySlip,
  type DossierContent,
  type DossierSlip,
  type GiveSlip,
  normaliseCode,
} from '#shared/dossier/index.ts';
import {
  chooseSlipTemplate,
  formatSlipNumber,
  formKey,
  type SlipTemplate,
  slipBookOf,
} from '#shared/forms/index.ts';
import { slipGiven } from '#shared/journal/index.ts';
import { type ReadableDb, sql, type WritableDb } from '../storage/index.ts';
import { contentBasis } from './compose.ts';
import { decideSlip, type SlipDecision } from './decide-slip.ts';
import { findErasedByCode } from './erased-table.ts';
import { normalisePeople } from './normalise.ts';
import { slipVolume } from './provisional.ts';
import type { ReceivePorts } from './receive-ports.ts';
import { refuseProblems } from './refused.ts';
import { onceFor, type Received } from './requests.ts';
import { nextRegisterNumber } from './serials.ts';

/**
 * Gives a slip: papers are asked for, or the matter is refused, and nothing is received. ONE transaction writes the
 * entry, the views, the search row, the line of the slips' book and the print job where one was asked for. A request
 * that was carried out before answers with its first outcome. Throws ReceptionRefused, having written nothing.
 */
export function giveSlip(ports: ReceivePorts, asked: GiveSlip, actor: Actor): Received {
  const { db } = ports;
  return onceFor(db, asked, (request) => {
    const input = normalisePeople(asked);
    const now = ports.clock.now();
    const decision = decideSlip(input, ports.rules, now);
    refuseProblems(decision.problems);
    return db.transaction((tx) => {
      const dossier = composeInTx(tx, ports, input, decision, actor, now);
      ports.journal.appendInTx(tx, {
        kind: slipGiven,
        actor: actor.id,
        subject: dossier.id,
        body: { dossier, request },
        parsed: true,
      });
      const given = applySlip(dossier);
      ports.forgetDraftInTx(tx, request.id);
      ports.noteReceivedInTx(tx, given);
      if (asked.print) ports.enqueuePaperInTx(tx, given, actor);
      return given;
    });
  });
}

function composeInTx(
  tx: WritableDb,
  ports: ReceivePorts,
  input: GiveSlip,
  decision: SlipDecision,
  actor: Actor,
  now: number,
): DossierContent & { slip: DossierSlip } {
  const { procedure, case: procedureCase, slip } = decision;
  if (slip.reason === null) throw new Error('a decision without problems is complete');
  const template = chooseSlipTemplate(ports.rules.slipTemplates, slip.kind, officeDate(now));
  const { number, register } = nextNumber(tx, ports, template, now);
  return {
    ...contentBasis(tx, ports, input, actor, now),
    codes: [{ code: number, kind: 'own' }],
    register,
    procedure: {
      code: procedure?.code ?? '',
      name: decision.content,
      field: procedure?.field ?? '',
      caseId: procedureCase?.id ?? '',
      caseName: procedureCase?.name ?? '',
    },
    missingPapers: slip.gaps.filter(({ requirementId }) => requirementId !== null).map(({ text }) => text),
    fee: {
      amount: 0,
      basis: 'free',
      exemptionId: null,
      exemptionGround: null,
      quantity: 1,
      pages: 1,
      steps: [],
    },
    due: null,
    // No time runs: it begins when a complete dossier is received (NĐ 61/2018 art. 17(1)).
    clockStartedAt: null,
    clockBasis: 'reception',
    supplementEffect: procedure?.supplementEffect ?? 'restart',
    versions: {
      catalogue: decision.catalogueVersion,
      calendar: ports.rules.calendar.calendar.version,
      form: formKey(template),
    },
    slip: { ...slip, reason: slip.reason },
  };
}

/** The next line of the slips' own book of the year, and the number that it makes. A number that is known is passed over. */
function nextNumber(db: ReadableDb, ports: ReceivePorts, template: SlipTemplate, now: number) {
  const day = officeDate(now);
  const unit = ports.office().profile.counterName;
  const { volume, tag } = slipVolume(db, ports.station, day, slipBookOf(template, unit));
  for (let line = nextRegisterNumber(db, volume); ; line += 1) {
    const number = formatSlipNumber(template, { number: line, year: day.slice(0, 4), tag, unit });
    const taken =
      db.find(sql`select 1 from dossier_codes where code_key = ${normaliseCode(number)}`) !== undefined ||
      findErasedByCode(db, number) !== undefined;
    if (!taken) return { number, register: { volume, number: line } };
  }
}
