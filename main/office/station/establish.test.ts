import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { slipAt } from '#test/fixtures/slips.ts';
import { receiveDossier } from '../dossiers/index.ts';
import { assertNoScan } from '../storage/index.ts';
import { lastOwnCodeQuery } from './establish.ts';

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase();
});
afterEach(() => t.remove());

it('L6 names the code received last, not the number of a slip given after it', () => {
  const desk = receptionDesk(t.db);
  const receive = () => receiveDossier(desk.ports, exampleReception(), { id: 'u1', name: 'Bùi Thu Hà' });
  slipAt(desk);
  expect(t.db.find(lastOwnCodeQuery)).toBeUndefined();
  receive();
  receive();
  slipAt(desk);
  slipAt(desk);
  expect(t.db.find(lastOwnCodeQuery)).toEqual({ code: 'H44.152-261120-0002' });
  assertNoScan(t.db, lastOwnCodeQuery, 'dossier_codes_by_dossier');
});
