import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { slipAt } from '#test/fixtures/slips.ts';
import { lastNumbers } from './last-numbers.ts';
import { receiveDossier } from './receive.ts';
import { noteRegisterLineInTx } from './serials.ts';

let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
beforeEach(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db);
});
afterEach(() => temporary.remove());

const state = () => lastNumbers(desk.db, desk.ports.rules.slipTemplates);
const receive = () =>
  receiveDossier(desk.ports, exampleReception(), { id: 'u1', name: 'Bùi Thu Hà' }).dossier;

it('gives the newest code and the newest number of each book of slips', () => {
  expect(state()).toEqual({ lastCode: null, lastSlips: [] });
  receive();
  const second = receive();
  slipAt(desk);
  const asked = slipAt(desk);
  const refused = slipAt(desk, { kind: 'refusal', gaps: [], reason: { code: 'no-procedure', text: '' } });
  desk.clock.set('2027-01-04T08:00');
  const newYear = slipAt(desk);
  // A volume of the register, opened by a station whose numbers were in doubt.
  desk.db.transaction((tx) => noteRegisterLineInTx(tx, { volume: 'K7F3QX/2026', number: 9 }));
  expect(state()).toEqual({
    lastCode: { code: 'H44.152-261120-0002', at: second.receivedAt },
    lastSlips: [
      { volume: 'HDHS/2027', code: '01/2027/HDHS', at: newYear.receivedAt },
      { volume: 'HDHS/2026', code: '02/2026/HDHS', at: asked.receivedAt },
      { volume: 'TTPVHCC/2026', code: '01/2026/TTPVHCC', at: refused.receivedAt },
    ],
  });
});

it('names the code of a dossier that was erased since', () => {
  receive();
  const last = receive();
  const erasure = {
    actor: 'an',
    ground: 'căn cứ',
    subject: last.id,
    targets: desk.journal.erasableOf(last.id),
  };
  desk.db.transaction((tx) => desk.journal.eraseBodyInTx(tx, erasure));
  expect(state().lastCode?.code).toBe('H44.152-261120-0002');
});
