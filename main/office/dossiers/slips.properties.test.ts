import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTemporaryDatabase } from '#test/fixtures/database.ts';
import { administrator, cancel, mendPortsOf } from '#test/fixtures/mending.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { slipAt } from '#test/fixtures/slips.ts';
import { countReceivedOn, findDossier } from './dossiers-table.ts';
import { receiveDossier } from './receive.ts';
import { ReceptionRefused } from './refused.ts';
import { searchDossiers } from './search.ts';

type Step =
  | { kind: 'receive'; atOnce: boolean; follows: number | null }
  | { kind: 'slip'; refusal: boolean; next: boolean }
  | { kind: 'cancel' | 'erase'; which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      atOnce: fc.boolean(),
      follows: fc.option(fc.nat(6)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('slip' as const), refusal: fc.boolean(), next: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('cancel' as const, 'erase' as const), which: fc.nat(9) }),
  },
);

/** What the office should hold of one thing, in the plainest words: no projector, no state machine. */
type Expected = {
  id: string;
  what: 'received' | 'at-once' | 'supplement' | 'refusal';
  year: number;
  /** Its line in its book. */
  line: number;
  cancelled: boolean;
  erased: boolean;
  follows: Expected | null;
};

const isSlip = ({ what }: Expected) => what === 'supplement' || what === 'refusal';
const followerOf = (oracle: readonly Expected[], slip: Expected) =>
  oracle.find((one) => one.follows === slip && !one.cancelled && !one.erased);
const STATES = {
  received: 'received',
  'at-once': 'returned',
  supplement: 'supplement-requested',
  refusal: 'refused',
};
const BOOKS = { received: '01', 'at-once': '01', supplement: 'HDHS', refusal: 'TTPVHCC' };
it('receptions, slips, returns, cancellations and erasures in any order: what a plain list of them says (property)', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 16 }), (steps) => {
      const temporary = openTemporaryDatabase();
      try {
        const desk = receptionDesk(temporary.db);
        const oracle: Expected[] = [];
        let year = 2026;
        for (const one of steps) {
          desk.clock.advance(60_000);
          if (one.kind === 'slip' && one.next) {
            year += 1;
            desk.clock.set(`${year}-01-05T08:00`);
          }
          perform(desk, oracle, one, year);
        }
        check(desk, oracle);
        const before = desk.journal.viewDigests();
        desk.journal.rebuild();
        expect(desk.journal.viewDigests()).toEqual(before);
        check(desk, oracle);
        expect(desk.journal.verifyHead()).toMatchObject({ state: 'intact' });
      } finally {
        temporary.remove();
      }
    }),
    { seed: 20261122, numRuns: 40 },
  );
}, 120_000);

function perform(desk: ReturnType<typeof receptionDesk>, oracle: Expected[], one: Step, year: number): void {
  const line = (what: Expected['what']) =>
    1 + oracle.filter((other) => BOOKS[other.what] === BOOKS[what] && other.year === year).length;
  if (one.kind === 'slip') {
    const what = one.refusal ? 'refusal' : 'supplement';
    const reason = { code: one.refusal ? 'no-procedure' : 'missing', text: '' };
    const made = slipAt(desk, { kind: what, reason });
    oracle.push({
      id: made.id,
      what,
      year,
      line: line(what),
      cancelled: false,
      erased: false,
      follows: null,
    });
    return;
  }
  if (one.kind === 'receive') {
    const follows = one.follows === null ? undefined : oracle[one.follows];
    const what = one.atOnce ? 'at-once' : 'received';
    const run = () =>
      receiveDossier(
        desk.ports,
        exampleReception({
          ...(one.atOnce ? { atOnce: true } : {}),
          ...(follows === undefined ? {} : { follows: follows.id }),
        }),
        { id: 'u1', name: 'Bùi Thu Hà' },
      ).dossier;
    const wanted =
      follows === undefined
        ? 'ok'
        : follows.erased
          ? 'erased'
          : !isSlip(follows)
            ? 'invalid-input'
            : follows.cancelled || followerOf(oracle, follows) !== undefined
              ? 'slip-settled'
              : 'ok';
    const outcome = outcomeOf(run);
    expect(outcome.code).toBe(wanted);
    if (outcome.value === undefined) return;
    const { id } = outcome.value;
    const made = { id, what, year, line: line(what), cancelled: false, erased: false } as const;
    oracle.push({ ...made, follows: follows ?? null });
    return;
  }
  const expected = oracle[one.which];
  if (expected === undefined) return;
  if (one.kind === 'erase') {
    const dossier = findDossier(desk.db, expected.id);
    expect(dossier === undefined).toBe(expected.erased);
    if (dossier === undefined) return;
    const targets = desk.journal.erasableOf(dossier.id);
    const erasure = { actor: 'admin', ground: 'căn cứ thử', subject: dossier.id, targets };
    desk.db.transaction((tx) => desk.journal.eraseBodyInTx(tx, erasure));
    expected.erased = true;
    return;
  }
  const sameDay =
    desk.clock.now() - Date.parse(findDossier(desk.db, expected.id)?.receivedAt ?? '') < 7 * 3_600_000;
  const wanted = expected.erased
    ? 'not-found'
    : expected.cancelled
      ? 'dossier-cancelled'
      : (isSlip(expected) && followerOf(oracle, expected) !== undefined) ||
          (expected.what === 'at-once' && !sameDay)
        ? 'dossier-closed'
        : 'ok';
  const { ports } = mendPortsOf(desk);
  const run = () => cancel(ports, { id: expected.id, revision: 1 }, { person: administrator });
  expect(outcomeOf(run).code).toBe(wanted);
  if (wanted === 'ok') expected.cancelled = true;
}

function outcomeOf<Value>(run: () => Value): { code: string; value?: Value } {
  try {
    return { code: 'ok', value: run() };
  } catch (error) {
    if (error instanceof ReceptionRefused) return { code: error.code };
    throw error;
  }
}

function check(desk: ReturnType<typeof receptionDesk>, oracle: readonly Expected[]): void {
  const rows = searchDossiers(desk.db, '', { cursor: null, limit: 50 }, desk.clock.now()).rows;
  expect(rows.map(({ id }) => id)).toEqual(
    oracle
      .filter(({ erased }) => !erased)
      .map(({ id }) => id)
      .reverse(),
  );
  const numbers = new Set<string>();
  for (const one of oracle) {
    if (isSlip(one)) {
      const number = `${String(one.line).padStart(2, '0')}/${one.year}/${BOOKS[one.what]}`;
      expect(numbers.has(number)).toBe(false);
      numbers.add(number);
      const [row] = searchDossiers(desk.db, number, { cursor: null, limit: 2 }, desk.clock.now()).rows;
      expect(row).toMatchObject({ id: one.id, code: number, slip: one.what, dueAt: null, late: false });
      expect(row?.state).toBe(STATES[one.what]);
      expect(row?.applicantName === '').toBe(one.erased);
    }
    if (one.erased) continue;
    const dossier = findDossier(desk.db, one.id);
    expect(dossier).toMatchObject({
      state: STATES[one.what],
      register: { volume: `${BOOKS[one.what]}/${one.year}`, number: one.line },
      followedBy: (isSlip(one) ? followerOf(oracle, one)?.id : undefined) ?? null,
    });
    expect(dossier?.cancelled !== null).toBe(one.cancelled);
  }
  // Erased, a cancelled dossier is no longer known to have been so.
  const counted = oracle.filter((one) => !isSlip(one) && one.year === 2026 && (one.erased || !one.cancelled));
  expect(countReceivedOn(desk.db, '2026-11-20')).toBe(counted.length);
}
