import type { SignedInUser } from '#shared/contract/index.ts';
import type { Actor } from '#shared/dossier/index.ts';
import {
  findDossier,
  findErasedDossier,
  findKnownCitizen,
  historyContextOf,
  historyInWords,
  NoSerialLeft,
  numberToFind,
  previewReception,
  receiveDossier,
  searchDossiers,
} from '../dossiers/index.ts';
import { OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import { findUser } from '../users/index.ts';
import { procedures, requireUser } from './context.ts';
import { refuseIfTaken } from './drafts.ts';
import { printingAt } from './printing-at.ts';

/** A dossier's history shows this many entries; a dossier with more is a case for the audit, not for the counter. */
const HISTORY_LIMIT = 200;

/** Why there is no such dossier: there never was, or its personal data was erased, by which ground. */
export function missing(office: OpenOffice, id: string): OfficeError {
  const erased = findErasedDossier(office.db, id);
  if (erased === undefined) return new OfficeError('not-found');
  return new OfficeError('erased', {
    message: `Dữ liệu cá nhân của hồ sơ ${erased.code} đã xóa theo ${erased.ground}.`,
  });
}

/** Where numbers are out, more are asked for, and whoever is refused is told which way they come. */
function askingForNumbers<T>({ exchange }: OpenOffice, receive: () => T): T {
  try {
    return receive();
  } catch (error) {
    if (error instanceof NoSerialLeft) throw error.by(exchange.askForNumbers());
    throw error;
  }
}

export const actorOf = (user: SignedInUser): Actor => ({ id: user.id, name: user.name });

export const catalog = {
  search: procedures.catalog.search.handler(({ context, input }) => {
    const { office } = requireUser(context);
    return office.catalog.search(input.query, input.limit, context.core.ports.clock.now());
  }),
  get: procedures.catalog.get.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const found = office.rules.findProcedure(input.code, office.today());
    if (found === undefined) throw new OfficeError('unknown-procedure', { field: 'code' });
    return found;
  }),
};

export const citizens = {
  find: procedures.citizens.find.handler(({ context, input }) => {
    const { office } = requireUser(context);
    return { citizen: findKnownCitizen(office.db, numberToFind(input.idNumber), input.kind) ?? null };
  }),
};

export const dossiers = {
  preview: procedures.dossiers.preview.handler(({ context, input }) => {
    const { office, user } = requireUser(context);
    return previewReception(input, {
      rules: office.rules,
      office: office.settings(),
      actor: actorOf(user),
      now: context.core.ports.clock.now(),
      clockTrouble: office.journal.clockState().trouble,
      lookUp: office.lookUp(),
    });
  }),
  receive: procedures.dossiers.receive.handler(({ context, input }) => {
    const caller = requireUser(context);
    const { office, user } = caller;
    refuseIfTaken(context, input.requestId);
    const ports = printingAt(caller, office.receivePorts);
    const { dossier, repeated } = askingForNumbers(office, () => receiveDossier(ports, input, actorOf(user)));
    return { dossier, repeated, job: office.printing.findFirstJobOf(dossier.id) };
  }),
  search: procedures.dossiers.search.handler(({ context, input }) => {
    const { office } = requireUser(context);
    return searchDossiers(office.db, input.query, input, context.core.ports.clock.now());
  }),
  get: procedures.dossiers.get.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const dossier = findDossier(office.db, input.id);
    if (dossier === undefined) throw missing(office, input.id);
    const names = new Map<string, string>();
    const nameOf = (id: string) => {
      const name = names.get(id) ?? findUser(office.db, id)?.name ?? id;
      names.set(id, name);
      return name;
    };
    return {
      dossier,
      history: historyInWords(
        office.journal.history(dossier.id, { limit: HISTORY_LIMIT }).items,
        nameOf,
        historyContextOf(office, dossier),
      ),
      papers: office.printing.papersOf(dossier.id, nameOf),
      jobs: office.printing.jobsOf(dossier.id),
    };
  }),
  receipt: procedures.dossiers.receipt.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const dossier = findDossier(office.db, input.id);
    if (dossier === undefined) throw missing(office, input.id);
    return { document: office.paperOf(dossier) };
  }),
  reprint: procedures.dossiers.reprint.handler(({ context, input }) => {
    const { office, user, station } = requireUser(context);
    const dossier = findDossier(office.db, input.dossierId);
    if (dossier === undefined) throw missing(office, input.dossierId);
    return { job: office.printing.reprint(dossier, input.requestId, actorOf(user), station) };
  }),
  paperPdf: procedures.dossiers.paperPdf.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const { pdf, fileName } = office.printing.readPaper(input.paperId);
    return { pdfBase64: Buffer.from(pdf).toString('base64'), fileName };
  }),
};
