import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findByRequest, findDossier, ReceptionRefused, receiveDossier } from '#office/dossiers/index.ts';
import { sql } from '#office/storage/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { draftInput, openTestDrafts, seat } from '#test/fixtures/drafts.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';

/*
 * Two counters and three forms, everything in any order: saving, taking over, receiving, discarding, a window that
 * goes and comes back. An oracle of a few lines says what each step must answer and what must be there afterwards.
 */

const SEED = 20261123;
const SEATS = [seat(systemIds.id(), 'Lan', 'Quầy 1'), seat(systemIds.id(), 'Minh', 'Quầy 2')] as const;
const FORMS = 3;

type Step = { seat: 0 | 1; form: number; act: 'save' | 'take' | 'receive' | 'discard' | 'leave' | 'come' };
const steps = fc.array(
  fc.record({
    seat: fc.constantFrom<0 | 1>(0, 1),
    form: fc.nat({ max: FORMS - 1 }),
    act: fc.constantFrom<Step['act']>(
      'save',
      'save',
      'save',
      'take',
      'take',
      'receive',
      'discard',
      'leave',
      'come',
    ),
  }),
  { minLength: 5, maxLength: 30 },
);

let t: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
let drafts: ReturnType<typeof openTestDrafts>['drafts'];
beforeAll(() => {
  t = openTemporaryDatabase();
  desk = receptionDesk(t.db);
  drafts = openTestDrafts(t.db, desk.clock, (db, requestId) =>
    findByRequest(db, requestId) === undefined ? undefined : { code: null },
  ).drafts;
});
afterAll(() => t.remove());

/** The oracle: whose the draft of a form is (`null`: laid aside), its text; the forms that became dossiers. */
function createOracle() {
  const open = new Map<number, { seat: 0 | 1 | null; text: string }>();
  const dossiers = new Map<number, string>();
  const atWork = [true, true];
  const layAside = (who: 0 | 1, but: number) => {
    for (const [form, draft] of open) if (draft.seat === who && form !== but) draft.seat = null;
  };
  return {
    open,
    dossiers,
    atWork,
    step(step: Step, text: string): string {
      const { seat: who, form, act } = step;
      const draft = open.get(form);
      const others = draft !== undefined && draft.seat !== null && draft.seat !== who;
      if (act === 'leave' || act === 'come') {
        atWork[who] = act === 'come';
        return 'ok';
      }
      if (act === 'discard') {
        if (others && atWork[1 - who] === true) return 'at-work';
        open.delete(form);
        return 'gone';
      }
      if (act === 'receive') {
        if (others) return 'taken';
        const received = dossiers.get(form);
        if (received !== undefined) return received === text ? 'repeated' : 'reused';
        dossiers.set(form, text);
        open.delete(form);
        return 'received';
      }
      if (act === 'take') {
        if (draft === undefined) return 'nothing';
        layAside(who, form);
        draft.seat = who;
        return draft.text;
      }
      if (dossiers.has(form)) return 'received';
      if (others) return 'taken';
      layAside(who, form);
      open.set(form, { seat: who, text });
      return 'yours';
    },
  };
}

it('one dossier at most comes of a form, and nothing that was saved is lost', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const ids = Array.from({ length: FORMS }, () => systemIds.id());
      const oracle = createOracle();
      const isAtWork = (window: string) =>
        oracle.atWork[SEATS.findIndex((one) => one.window === window)] === true;
      const requestOf = (form: number) => ids[form] ?? '';

      function run(step: Step, text: string, edit: number): string {
        const who = SEATS[step.seat];
        const requestId = requestOf(step.form);
        switch (step.act) {
          case 'save':
            return drafts.save(who, draftInput(requestId, edit, text)).state;
          case 'take': {
            const draft = drafts.take(who, requestId);
            return draft === undefined ? 'nothing' : String(JSON.parse(draft.form).text);
          }
          case 'discard':
            return drafts.discard(who, requestId, isAtWork);
          case 'receive': {
            if (drafts.findOtherHolder(requestId, who.user.id, who.window) !== undefined) return 'taken';
            const ports = { ...desk.ports, forgetDraftInTx: drafts.forgetDraftInTx };
            try {
              const { repeated } = receiveDossier(
                ports,
                exampleReception({ requestId, note: text }),
                who.user,
              );
              return repeated ? 'repeated' : 'received';
            } catch (error) {
              if (error instanceof ReceptionRefused && error.code === 'request-reused') return 'reused';
              throw error;
            }
          }
          default:
            return 'ok';
        }
      }

      for (const [index, step] of list.entries()) {
        // Both counters press F2 with what they last typed, which differs.
        const text = step.act === 'receive' ? `quầy ${step.seat}` : `bước ${index}`;
        const expected = oracle.step(step, text);
        expect([index, step, run(step, text, index + 1)]).toEqual([index, step, expected]);

        const now = SEATS.map((who) => drafts.list(who, 'reception', null, isAtWork));
        for (const [form, requestId] of ids.entries()) {
          const draft = oracle.open.get(form);
          const own = now.map((one) => one.own?.requestId === requestId);
          const offered = now.map((one) => one.offers.some((offer) => offer.requestId === requestId));
          expect(own).toEqual([draft?.seat === 0, draft?.seat === 1]);
          const hidden = draft?.seat != null && oracle.atWork[draft.seat] === true;
          expect(offered).toEqual([0, 1].map((who) => draft !== undefined && draft.seat !== who && !hidden));
          const found = findByRequest(t.db, requestId);
          const dossier = found === undefined ? undefined : findDossier(t.db, found.id);
          expect(dossier?.note).toBe(oracle.dossiers.get(form));
          const { count } = t.db.one(
            sql`select count(*) as count from dossiers where request_id = ${requestId}`,
          ) as { count: number };
          expect(count).toBe(oracle.dossiers.has(form) ? 1 : 0);
        }
      }
      // Forms of the next run are others.
      for (const requestId of ids) drafts.discard(SEATS[0], requestId, () => false);
    }),
    { seed: SEED, numRuns: 40 },
  );
});
