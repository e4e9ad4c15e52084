import type { ErasureOutcome } from '#shared/contract/index.ts';
import { historyInWords } from '../dossiers/index.ts';
import { OfficeError, type OpenOffice } from '../lifecycle/index.ts';
import { findUser } from '../users/index.ts';
import { procedures, requireUser } from './context.ts';
import { mapped } from './streams.ts';

const HISTORY_LIMIT = 200;

const namesIn = (office: OpenOffice) => (id: string) => findUser(office.db, id)?.name ?? id;

export const erasure = {
  state: procedures.erasure.state.handler(({ context }) => {
    const { office } = requireUser(context);
    return { grounds: office.erasure.grounds(), leftovers: office.erasure.leftovers() };
  }),
  find: procedures.erasure.find.handler(({ context, input }) => {
    const { office } = requireUser(context);
    return office.erasure.find(input.query, namesIn(office));
  }),
  erase: procedures.erasure.erase.handler(async ({ context, input, signal }) => {
    const { office, user } = requireUser(context);
    const dossiers: ErasureOutcome[] = [];
    let end: { clean: boolean; keptFolders: string[] } = { clean: false, keptFolders: [] };
    for await (const step of office.erasure.erase(input, user.id, signal)) {
      if (step.kind === 'dossier') {
        const { id, code, outcome, message } = step;
        dossiers.push({ id, code, outcome, message });
      }
      if (step.kind === 'result') end = { clean: step.clean, keptFolders: step.keptFolders };
    }
    return { dossiers, ...end };
  }),
  eraseInSteps: procedures.erasure.eraseInSteps.handler(({ context, input, signal }) => {
    const { office, user } = requireUser(context);
    return mapped(office.erasure.erase(input, user.id, signal), context, signal);
  }),
  get: procedures.erasure.get.handler(({ context, input }) => {
    const { office } = requireUser(context);
    const nameOf = namesIn(office);
    const erased = office.erasure.findErased(input.id, nameOf);
    if (erased === undefined) throw new OfficeError('not-found');
    return {
      erased,
      history: historyInWords(office.journal.history(input.id, { limit: HISTORY_LIMIT }).items, nameOf),
    };
  }),
};
