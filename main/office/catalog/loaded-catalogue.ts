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
  /** A search over what is in force on a day; the index is built anew only where the day changes what is. */
  search(date: string): ProcedureSearch;
  /** Before the version's own first day (a clock set back) its procedures count as in force from the beginning. */
  isInForce(procedure: Procedure, date: string): boolean;
};

/** A version that an office took into use before its own first day counts as in force already. */
export function loadCatalogue(catalogue: Catalogue): LoadedCatalogue {
  const { effectiveFrom } = catalogue;
  const byCode = new Map(catalogue.procedures.map((procedure) => [procedure.code, procedure]));
  let built: { date: string; codes: string; search: ProcedureSearch } | undefined;

  function isInForce(procedure: Procedure, date: string): boolean {
    const day = date < effectiveFrom ? effectiveFrom : date;
    return procedure.validFrom <= day && (procedure.validTo === null || date <= procedure.validTo);
  }

  return {
    catalogue,
    find: (code) => byCode.get(/^[1-9]\.\d{6}(?=\.|$)/.exec(code.trim())?.[0] ?? ''),
    search(date) {
      if (built?.date === date) return built.search;
      const inForce = catalogue.procedures.filter((procedure) => isInForce(procedure, date));
      const codes = inForce.map(({ code }) => code).join(' ');
      const search = built?.codes === codes ? built.search : createProcedureSearch(inForce);
      built = { date, codes, search };
      return search;
    },
    isInForce,
  };
}
