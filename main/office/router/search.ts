import { findMatchedPlaces, searchChoices } from '../dossiers/index.ts';
import { procedures, requireUser } from './context.ts';

export const search = {
  places: procedures.search.places.handler(({ context, input }) => {
    const { office } = requireUser(context);
    return { places: findMatchedPlaces(office.db, input.query, input.ids) };
  }),
  choices: procedures.search.choices.handler(({ context }) => searchChoices(requireUser(context).office.db)),
};
