import path from 'node:path';
import type { CollectFee } from '#shared/contract/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import { exampleReception, systemIds, testClock } from '#test/fixtures/office.ts';
import { exampleProcedure, exampleProfile, receptionDesk } from '#test/fixtures/reception.ts';
import { dossiersProjector, receiveDossier } from '../dossiers/index.ts';
import { createJournal } from '../journal/index.ts';
import { settingsProjector } from '../settings/index.ts';
import type { Database } from '../storage/index.ts';
import type { FeeReceiptPorts } from './ports.ts';
import { feeReceiptsProjector } from './projector.ts';
import { loadFeeReceiptRules } from './settings.ts';

export const clerk = { id: 'u1', name: 'Bùi Thu Hà' };

/** A desk that receives and takes money, on a real database; `changed`: what the screens were told. */
export function feeDesk(db: Database, at = '2026-11-20T09:00') {
  const clock = testClock(at);
  const desk = receptionDesk(db, [exampleProcedure()], at);
  const journal = createJournal({
    db,
    kinds: entryKinds,
    projectors: [settingsProjector, dossiersProjector, feeReceiptsProjector],
    identity: { office: 'office-1', station: 'station-1' },
    clock,
    ids: systemIds,
  });
  const changed: (readonly string[])[] = [];
  const ports: FeeReceiptPorts = {
    db,
    journal,
    clock,
    ids: systemIds,
    rules: loadFeeReceiptRules(path.resolve(import.meta.dirname, '../../../resources')),
    office: () => ({ profile: exampleProfile }),
    onChanged: (dossierIds) => changed.push(dossierIds),
  };
  const receive = (): Dossier =>
    receiveDossier({ ...desk.ports, journal, clock }, exampleReception({ requestId: systemIds.id() }), clerk)
      .dossier;
  return { clock, journal, ports, changed, receive };
}

/** What a clerk sends who takes the fee of 8,000 đồng in cash. */
export function asking(dossierId: string, overrides: Partial<CollectFee> = {}): CollectFee {
  return {
    requestId: systemIds.id(),
    dossierId,
    charge: 'Phí chứng thực',
    amount: 8000,
    payer: 'Đinh Thị Hồng Nhung',
    method: 'cash',
    collectedOn: '2026-11-20',
    takenBefore: 0,
    moreThanDue: false,
    ...overrides,
  };
}

/** A number of a provider. */
export const given = (number: string, overrides: { series?: string; issuedOn?: string } = {}) => ({
  medium: 'electronic' as const,
  formSign: 'EBL01',
  series: '26TAA',
  number,
  issuedOn: '2026-11-20',
  ...overrides,
});
