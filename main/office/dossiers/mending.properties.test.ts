import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTemporaryDatabase } from '#test/fixtures/database.ts';
import { administrator, cancel, correct, mendPortsOf } from '#test/fixtures/mending.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { countReceivedOn, findDossier } from './dossiers-table.ts';
import { findKnownCitizen } from './known-citizens.ts';
import { receiveDossier } from './receive.ts';
import { ReceptionRefused } from './refused.ts';
import { readRevisions } from './revisions.ts';
import { searchDossiers } from './search.ts';

const NAMES = ['An', 'Bình', 'Chi', 'Dũng'] as const;
const NUMBERS = ['017195004821', '017095000001', '001099000003'] as const;

type Step =
  | { kind: 'receive'; name: number; number: number }
  | { kind: 'correct'; which: number; name: number; number: number; stale: boolean; again: boolean }
  | { kind: 'cancel'; which: number; again: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), name: fc.nat(3), number: fc.nat(2) }),
  fc.record({
    kind: fc.constant('correct' as const),
    which: fc.nat(4),
    name: fc.nat(3),
    number: fc.nat(2),
    stale: fc.boolean(),
    again: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(4), again: fc.boolean() }),
);

/** What the office should hold of a dossier, kept in the simplest way: every value it ever had, in order. */
type Expected = {
  id: string;
  values: { name: string; number: string }[];
  cancelled: boolean;
};

it('holds after any corrections and cancellations what a plain list of them says, and after a rebuild the same (property)', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
      const temporary = openTemporaryDatabase();
      try {
        const desk = receptionDesk(temporary.db);
        const { ports } = mendPortsOf(desk);
        const oracle: Expected[] = [];
        for (const one of steps) perform(desk, ports, oracle, one);
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
    { seed: 20261121, numRuns: 25 },
  );
});

function perform(
  desk: ReturnType<typeof receptionDesk>,
  ports: ReturnType<typeof mendPortsOf>['ports'],
  oracle: Expected[],
  one: Step,
): void {
  desk.clock.advance(1_000);
  const { applicant } = exampleReception();
  const person = ({ name, number }: { name: number; number: number }) => ({
    name: NAMES[name] ?? '',
    number: NUMBERS[number] ?? '',
  });
  if (one.kind === 'receive') {
    const { name, number } = person(one);
    const form = exampleReception({ applicant: { ...applicant, name, idNumber: number } });
    const { dossier } = receiveDossier(desk.ports, form, { id: 'u1', name: 'Bùi Thu Hà' });
    oracle.push({ id: dossier.id, values: [{ name, number }], cancelled: false });
    return;
  }
  const expected = oracle[one.which];
  if (expected === undefined) return;
  const requestId = systemIds.id();
  const revision = expected.values.length;
  if (one.kind === 'cancel') {
    const run = () => cancel(ports, { id: expected.id, revision }, { person: administrator, requestId });
    expect(outcome(run)).toBe(expected.cancelled ? 'dossier-cancelled' : 'ok');
    if (one.again && !expected.cancelled) expect(run().repeated).toBe(true);
    expected.cancelled = true;
    return;
  }
  const { name, number } = person(one);
  const last = expected.values.at(-1);
  const stale = one.stale && revision > 1;
  const run = () =>
    correct(
      ports,
      { id: expected.id, revision: stale ? revision - 1 : revision },
      { applicant: { ...applicant, name, idNumber: number } },
      { person: administrator, requestId },
    );
  const same = last?.name === name && last.number === number;
  const wanted = expected.cancelled
    ? 'dossier-cancelled'
    : stale
      ? 'corrected-meanwhile'
      : same
        ? 'nothing-corrected'
        : 'ok';
  expect(outcome(run)).toBe(wanted);
  if (wanted !== 'ok') return;
  if (one.again) expect(run().repeated).toBe(true);
  expected.values.push({ name, number });
}

function outcome(run: () => unknown): string {
  try {
    run();
    return 'ok';
  } catch (error) {
    if (error instanceof ReceptionRefused) return error.code;
    throw error;
  }
}

function check(desk: ReturnType<typeof receptionDesk>, oracle: readonly Expected[]): void {
  for (const { id, values, cancelled } of oracle) {
    const dossier = findDossier(desk.db, id);
    expect(dossier?.revision).toBe(values.length);
    expect(dossier?.cancelled !== null).toBe(cancelled);
    const { revisions } = readRevisions(desk.journal, id);
    expect(
      revisions.map((item) => ({
        name: item.dossier?.applicant.name,
        number: item.dossier?.applicant.idNumber,
      })),
    ).toEqual(values);
    const rows = (query: string) =>
      searchDossiers(desk.db, query, { cursor: null, limit: 50 }, desk.clock.now()).rows;
    const found = rows(values.at(-1)?.number ?? '').find((row) => row.id === id);
    expect(found).toMatchObject({ applicantName: values.at(-1)?.name, cancelled });
  }
  for (const number of NUMBERS) {
    const theirs = oracle.filter((item) => !item.cancelled && item.values.at(-1)?.number === number);
    expect(findKnownCitizen(desk.db, number)?.dossiers ?? 0).toBe(theirs.length);
  }
  expect(countReceivedOn(desk.db, '2026-11-20')).toBe(oracle.filter((item) => !item.cancelled).length);
}
