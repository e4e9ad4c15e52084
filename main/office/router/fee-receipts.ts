import { officeDate } from '#shared/base/index.ts';
import type { FeeReceipt, SignedInUser } from '#shared/contract/index.ts';
import type { Actor } from '#shared/dossier/index.ts';
import { usualCharge } from '#shared/fee-receipts/index.ts';
import { findMainCodes } from '../dossiers/index.ts';
import {
  changeFeeReceiptSettings,
  collectFee,
  collectorOf,
  endReceipt,
  exportWaiting,
  getDossier,
  getFeeReceiptSettings,
  importNumbers,
  listReceipts,
  numberReceipt,
  type Outcome,
  type ReceiptRow,
  receiptsOf,
  sumDays,
  sumTaken,
  sumWaiting,
  whyNotCollect,
  withdrawReceipt,
} from '../fee-receipts/index.ts';
import { OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import { findUser } from '../users/index.ts';
import { procedures, requireUser } from './context.ts';

const actorOf = ({ id, name }: SignedInUser): Actor => ({ id, name });
/** The longest span of sums by day. */
const MOST_DAYS_MS = 92 * 86_400_000;

/** Receipts for the screen: with the codes of their dossiers, the positions left out. */
function told({ db }: OpenOffice, rows: readonly ReceiptRow[]): FeeReceipt[] {
  const codes = findMainCodes(db, [...new Set(rows.map(({ dossierId }) => dossierId))]);
  return rows.map(({ position: _position, ...row }) => ({
    ...row,
    dossierCode: codes.get(row.dossierId) ?? '',
    // After an erasure the entry names its actor by id only.
    recordedBy: row.erased ? (findUser(db, row.recordedBy)?.name ?? '') : row.recordedBy,
  }));
}

function answer(office: OpenOffice, { receipt, repeated }: Outcome) {
  const [first] = told(office, [receipt]);
  if (first === undefined) throw new OfficeError('not-found');
  return { receipt: first, repeated };
}

export const feeReceipts = {
  options: procedures.feeReceipts.options.handler(({ context }) => {
    const { office } = requireUser(context);
    const { rules } = office.feeReceiptPorts;
    const today = office.today();
    return {
      settings: getFeeReceiptSettings(office.db),
      collector: collectorOf(office.feeReceiptPorts).name,
      today,
      paper: {
        allowed: today <= rules.paper.lastDay,
        lastDay: rules.paper.lastDay,
        source: rules.paper.source,
      },
      examples: rules.electronic.examples,
      charges: rules.charges.map(({ name }) => name),
      source: rules.electronic.source,
    };
  }),
  change: procedures.feeReceipts.change.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return changeFeeReceiptSettings(office.feeReceiptPorts, input, { actor: user.id });
  }),
  ofDossier: procedures.feeReceipts.ofDossier.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const { db } = office;
    const dossier = getDossier(db, input.dossierId);
    const taken = sumTaken(db, dossier.id);
    const due = dossier.slip === undefined ? dossier.fee.amount : 0;
    return {
      due,
      taken,
      refusal: whyNotCollect(dossier),
      proposed: {
        charge: usualCharge(office.feeReceiptPorts.rules, dossier.procedure),
        payer: dossier.applicant.name,
        amount: Math.max(0, due - taken),
      },
      receipts: told(office, receiptsOf(db, dossier.id)),
      today: office.today(),
    };
  }),
  collect: procedures.feeReceipts.collect.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return answer(office, collectFee(office.feeReceiptPorts, input, actorOf(user)));
  }),
  list: procedures.feeReceipts.list.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const { receipts, next } = listReceipts(office.db, input);
    return { receipts: told(office, receipts), next };
  }),
  waiting: procedures.feeReceipts.waiting.handler(({ context }) => {
    const { office } = requireUser(context);
    return { ...sumWaiting(office.db), today: office.today() };
  }),
  days: procedures.feeReceipts.days.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const { from, to } = input;
    const earliest = officeDate(Date.parse(`${to}T12:00:00+07:00`) - MOST_DAYS_MS);
    return { days: sumDays(office.db, from < earliest ? earliest : from, to) };
  }),
  number: procedures.feeReceipts.number.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return answer(office, numberReceipt(office.feeReceiptPorts, input, actorOf(user)));
  }),
  withdraw: procedures.feeReceipts.withdraw.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return answer(office, withdrawReceipt(office.feeReceiptPorts, input, actorOf(user)));
  }),
  end: procedures.feeReceipts.end.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return answer(office, endReceipt(office.feeReceiptPorts, input, actorOf(user)));
  }),
  exportWaiting: procedures.feeReceipts.exportWaiting.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return exportWaiting(office.feeReceiptPorts, input, user.id);
  }),
  importNumbers: procedures.feeReceipts.importNumbers.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return importNumbers(office.feeReceiptPorts, input, actorOf(user));
  }),
};
