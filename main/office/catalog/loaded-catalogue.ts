import {
  type Catalogue,
  createProcedureSearch,
  type Procedure,
  type ProcedureSearch,
} from '#shared/catalog/index.ts';

/** A catalogue in memory: found by code at once, the search index built when first asked for. */
export type LoadedCatalogue = {
  readonly catalogue: Catalogue;
  /** By code, with or without what local lists append (`.H38`, `.01`, `.000.00.00.H38`). */
  find(code: string): Procedure | undefined;
  search(): ProcedureSearch;
};

export function loadCatalogue(catalogue: Catalogue): LoadedCatalogue {
  const byCode = new Map(catalogue.procedures.map((procedure) => [procedure.code, procedure]));
  let search: ProcedureSearch | undefined;
  return {
    catalogue,
    find: (code) => byCode.get(/^[1-9]\.\d{6}(?=\.|$)/.exec(code.trim())?.[0] ?? ''),
    search() {
      search ??= createProcedureSearch(catalogue.procedures);
      return search;
    },
  };
}
