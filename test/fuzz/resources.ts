import path from 'node:path';
import { loadCalendarResources } from '#office/dossiers/index.ts';
import { loadReceiptTemplates, loadSlipTemplates } from '#office/forms/index.ts';
import type { Catalogue } from '#shared/catalog/index.ts';
import type { PackKind } from '#shared/exchange/index.ts';
import { resourcesDirectory } from '#test/fixtures/office.ts';
import { shippedCatalogue, standardProcedures } from '#test/fixtures/receptions.ts';

/** What the program ships with, as far as packs replace it; read once. */
export type Shipped = {
  calendar: ReturnType<typeof loadCalendarResources>;
  receipts: ReturnType<typeof loadReceiptTemplates>;
  slips: ReturnType<typeof loadSlipTemplates>;
  catalogue: Catalogue;
};

/** As many as show a difference: packs are read, kept and compared by every office. */
const PROCEDURES = 6;

let shipped: Shipped | undefined;
export function shippedResources(): Shipped {
  if (shipped !== undefined) return shipped;
  const forms = path.join(resourcesDirectory, 'forms');
  const catalogue = shippedCatalogue();
  shipped = {
    calendar: loadCalendarResources(resourcesDirectory),
    receipts: loadReceiptTemplates(forms),
    slips: loadSlipTemplates(forms),
    // Of procedures that need no decision at the counter.
    catalogue: {
      ...catalogue,
      procedures: standardProcedures(catalogue.procedures).slice(0, PROCEDURES),
    },
  };
  return shipped;
}

/** The content of a version of a pack (2, 3 …) that differs from every other version of its kind. */
export function packContent(kind: PackKind, version: number, effectiveFrom: string): unknown {
  const { catalogue, calendar, receipts } = shippedResources();
  switch (kind) {
    case 'catalogue':
      return {
        ...catalogue,
        version,
        title: `Danh mục bản ${version}`,
        effectiveFrom,
        procedures: catalogue.procedures
          // Another one is not offered any more in each version.
          .filter((_, index) => index !== version % PROCEDURES)
          .map((procedure) => ({ ...procedure, name: `${procedure.name} (bản ${version})` })),
      };
    case 'calendar':
      return calendar.map((resource) => ({ ...resource, title: `${resource.title} (bản ${version})` }));
    case 'forms': {
      const receipt = receipts.find(({ validTo }) => validTo === null) ?? receipts[0];
      return [{ ...receipt, version: `tỉnh ${version}`, validFrom: effectiveFrom, validTo: null }];
    }
  }
}
