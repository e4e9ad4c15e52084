import type { EventPublisher } from '@orpc/server';
import type { Clock, Ids } from '#shared/base/index.ts';
import type { OfficeEvent } from '#shared/contract/index.ts';
import { type FeeReceiptPorts, loadFeeReceiptRules } from '../fee-receipts/index.ts';
import type { Journal } from '../journal/index.ts';
import type { OfficeSettings } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';

/** Fee receipts on an open database: the screens of a dossier are told, and the list. */
export function openFeeReceipts(parts: {
  db: Database;
  journal: Journal;
  clock: Clock;
  ids: Ids;
  resourcesDirectory: string;
  office: () => OfficeSettings;
  events: EventPublisher<{ event: OfficeEvent }>;
}): FeeReceiptPorts {
  const { events, resourcesDirectory, ...rest } = parts;
  return {
    ...rest,
    rules: loadFeeReceiptRules(resourcesDirectory),
    onChanged(dossierIds) {
      events.publish('event', { kind: 'fee-receipts' });
      for (const id of dossierIds) events.publish('event', { kind: 'dossier', id });
    },
  };
}
