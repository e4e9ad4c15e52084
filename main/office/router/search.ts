import { searchChoices } from '../dossiers/index.ts';
import { procedures, requireUser } from './context.ts';

export const search = {
  choices: procedures.search.choices.handler(({ context }) => searchChoices(requireUser(context).office.db)),
};
