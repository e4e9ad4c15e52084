import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { findDossier, findKnownCitizen, receiveDossier, searchDossiers } from '../dossiers/index.ts';
import { eraseOne } from './erase.ts';

const SEED = 20261121;
const actor = { id: 'u1', name: 'Bùi Thu Hà' };
const papers = {
  isUnderWay: () => false,
  forgetInTx: () => [],
  removeArchived: async () => undefined,
  removePrinted: async () => undefined,
};

/** A step: a reception of one of a few people with one of a few phones, or the erasure of some living dossier. */
const Step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ person: fc.nat(3), phone: fc.nat(3), minutes: fc.nat(2000) }) },
  { weight: 2, arbitrary: fc.record({ erase: fc.nat(50) }) },
);
const numberOf = (person: number) => `01719500482${person}`;

it('whatever is received and erased in whatever order, the journal holds and the views can be made again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const temporary = openTemporaryDatabase();
      try {
        const desk = receptionDesk(temporary.db);
        const { db, journal, clock } = desk;
        const ports = {
          db,
          journal,
          clock,
          grounds: [],
          papers,
          isClosing: () => false,
          keptFolders: () => [],
          onErased: () => undefined,
        };
        const living: { id: string; code: string; person: number }[] = [];
        const gone: { id: string; code: string }[] = [];
        const codes = new Set<string>();
        for (const step of steps) {
          if ('erase' in step) {
            const [one] = living.splice(step.erase % Math.max(1, living.length), 1);
            if (one === undefined) continue;
            const found = findDossier(db, one.id);
            const by = { actor: 'admin', ground: 'căn cứ thử', wholePerson: false };
            if (found !== undefined) expect(eraseOne(ports, found, by)).toBeNull();
            gone.push(one);
            continue;
          }
          clock.advance(step.minutes * 60_000);
          const { applicant } = exampleReception();
          const { dossier } = receiveDossier(
            desk.ports,
            exampleReception({
              requestId: systemIds.id(),
              applicant: {
                ...applicant,
                idNumber: numberOf(step.person),
                phone: step.phone === 0 ? null : `091234567${step.phone}`,
              },
            }),
            actor,
          );
          const code = dossier.codes[0]?.code ?? '';
          expect(codes.has(code)).toBe(false);
          codes.add(code);
          living.push({ id: dossier.id, code, person: step.person });
        }
        expect(await journal.verify()).toMatchObject({ state: 'intact', erased: gone.length });
        const look = () => ({
          views: journal.viewDigests(),
          people: [0, 1, 2, 3].map((person) => findKnownCitizen(db, numberOf(person))),
          rows: ['', 'nhung', ...[0, 1, 2, 3].map(numberOf), ...codes].map((query) =>
            searchDossiers(db, query, { cursor: null, limit: 100 }, clock.now()).rows.map(
              (row) => `${row.code} ${row.erased}`,
            ),
          ),
        });
        const before = look();
        journal.rebuild();
        expect(look()).toEqual(before);
        for (const person of [0, 1, 2, 3]) {
          const count = living.filter((one) => one.person === person).length;
          expect(findKnownCitizen(db, numberOf(person))?.dossiers ?? 0).toBe(count);
        }
        for (const { code } of gone) {
          const { rows } = searchDossiers(db, code, { cursor: null, limit: 5 }, clock.now());
          expect(rows).toMatchObject([{ code, applicantName: '', erased: 'căn cứ thử' }]);
        }
      } finally {
        temporary.remove();
      }
    }),
    { seed: SEED, numRuns: 25 },
  );
}, 120_000);
