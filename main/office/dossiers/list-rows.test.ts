import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { cancel, correct, mendPortsOf } from '#test/fixtures/mending.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { slipAt } from '#test/fixtures/slips.ts';
import { receiveDossier } from './receive.ts';
import { searchDossiers } from './search.ts';

let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
beforeEach(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db);
});
afterEach(() => temporary.remove());

const { fee, applicant } = exampleReception();
const receive = (overrides: Partial<ReceiveDossier> = {}) =>
  receiveDossier(desk.ports, exampleReception(overrides), { id: 'u1', name: 'Bùi Thu Hà' }).dossier;
const handed = (...ids: string[]) =>
  ids.map((requirementId) => ({
    requirementId,
    name: requirementId,
    originals: 1,
    copies: 1,
    handling: 'submit' as const,
  }));

/** What the list tells of each, newest first, and after a rebuild as well. */
function rows() {
  const read = () =>
    searchDossiers(desk.db, '', { cursor: null, limit: 10 }, desk.clock.now()).rows.map((row) => [
      row.followed,
      row.atOnce,
      row.feeAmount,
      row.missing,
      row.dueAt,
    ]);
  const [before, digests] = [read(), desk.journal.viewDigests()];
  desk.journal.rebuild();
  expect(desk.journal.viewDigests()).toEqual(digests);
  expect(read()).toEqual(before);
  return before;
}

it('a row tells whether a slip was continued and a result handed over at once, the fee and what is missing', () => {
  const slip = slipAt(desk);
  const dossier = receive({ follows: slip.id, atOnce: true, papers: handed('p1', 'p2') });
  receive({ papers: handed('p2') });
  expect(dossier.due?.at).toBe('2026-11-26T09:00');
  expect(rows()).toEqual([
    [false, false, 8000, 1, '2026-11-26T09:00'],
    [false, true, 8000, 0, null],
    [true, false, 0, 1, null],
  ]);
});

it('and keeps in step with corrections and cancellations', () => {
  const { ports } = mendPortsOf(desk);
  const slip = slipAt(desk);
  const dossier = receive({ follows: slip.id, papers: handed('p1', 'p2') });
  const free = { ...fee, exemptionId: 'poor', exemptionGround: 'Giấy chứng nhận hộ nghèo' };
  const changed = { papers: handed('p1'), fee: free, applicant: { ...applicant, name: 'Quách Thị Mận' } };
  const corrected = correct(ports, dossier, changed, { print: false }).dossier;
  expect(rows()).toEqual([
    [false, false, 0, 1, '2026-11-26T09:00'],
    [true, false, 0, 1, null],
  ]);
  cancel(ports, corrected);
  expect(rows().map(([followed]) => followed)).toEqual([false, false]);
});
