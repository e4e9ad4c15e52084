import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formKey } from '#shared/forms/index.ts';
import { type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { exampleReception, type TestClock, testClock } from '#test/fixtures/office.ts';
import {
  changedCalendar,
  changedCatalogue,
  changedReceipt,
  type PackPlan,
  provinceKey,
  shippedReceipts,
  signedPack,
} from '#test/fixtures/packs.ts';
import { createRouter } from '../router/index.ts';
import { sql } from '../storage/index.ts';
import { createOfficeCore } from './core.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const key = provinceKey();
let clock: TestClock;
let bare: BareOffice;
let clerk: Awaited<ReturnType<BareOffice['signedIn']>>;
let administrator: typeof clerk;
beforeEach(async () => {
  clock = testClock('2026-12-30T09:00');
  bare = await startBareOffice({ clock });
  clerk = await bare.signedIn('clerk');
  administrator = await bare.signedIn('administrator');
});
afterEach(() => bare.end());

async function take(plan: PackPlan): Promise<void> {
  const { packs, db } = bare.core.opened();
  const { bytes, manifest } = await signedPack(key, plan);
  db.transaction((tx) => packs.noteManifestsInTx(tx, [manifest]));
  const taken = await packs.takePack(bytes, () => key.public, manifest);
  if (!taken.ok) throw new Error(taken.error.message);
}

const receive = async () => (await clerk.dossiers.receive(form())).dossier;
const form = () => exampleReception({ requestId: bare.ports.ids.id(), print: true });
const preview = () => {
  const { requestId: _id, print: _print, ...draft } = form();
  return clerk.dossiers.preview(draft);
};
const catalogue = (effectiveFrom = '2027-01-01'): PackPlan => ({
  kind: 'catalogue',
  version: 2,
  content: changedCatalogue(2, effectiveFrom),
});

describe('rules of a pack, while the office goes on', () => {
  it('are those of the next preview and reception; what was received keeps its own', async () => {
    await take(catalogue());
    const before = await receive();
    expect((await preview()).fee?.amount).toBe(before.fee.amount);
    await administrator.packs.apply({ kind: 'catalogue', version: 2 });
    expect((await preview()).fee?.amount).toBe(15_000);
    const after = await receive();
    expect([before.versions.catalogue, after.versions.catalogue]).toEqual([1, 2]);
    expect(after.fee.amount).toBe(15_000);
    expect(after.due?.limit).toEqual({ value: 2, unit: 'working-day' });

    // A correction is decided by what the dossier was received under.
    const changes = { fee: { ...form().fee, quantity: 3 } };
    const { dossier: corrected } = await clerk.dossiers.correct({
      requestId: bare.ports.ids.id(),
      id: before.id,
      basedOn: 1,
      changes,
      reason: { code: 'other', text: 'ghi nhầm số bản' },
      confirmedDue: null,
      print: true,
    });
    expect(corrected.versions).toEqual(before.versions);
    expect(corrected.due).toEqual(before.due);
    expect(corrected.fee.amount).toBe(3 * before.fee.amount);
  });

  it('count a due date by the new calendar, and never anew for what was promised', async () => {
    await administrator.packs.news({});
    clock.set('2027-05-03T08:00');
    clerk = await bare.signedIn('clerk');
    administrator = await bare.signedIn('administrator');
    const before = await receive();
    await take({ kind: 'calendar', version: 2, content: changedCalendar(), effectiveFrom: '2027-06-01' });
    await administrator.packs.apply({ kind: 'calendar', version: 2 });
    const after = await receive();
    expect(after.versions.calendar).not.toBe(before.versions.calendar);
    expect(after.due?.at).not.toBe(before.due?.at);
    const changes = { note: 'đã hỏi lại', delivery: { way: 'counter', address: null } } as const;
    const corrected = await clerk.dossiers.previewCorrection({ id: before.id, basedOn: 1, changes });
    expect(corrected.due).toMatchObject({ changed: false, after: before.due });
  });

  it('put what is received on the new form from its day on; a reprint keeps the old one', async () => {
    await take({ kind: 'forms', version: 2, content: [changedReceipt('2027-01-01')] });
    await administrator.packs.apply({ kind: 'forms', version: 2 });
    const before = await receive();
    expect(shippedReceipts.map(formKey)).toContain(before.versions.form);
    const paperBefore = (await clerk.dossiers.receipt({ id: before.id })).document;
    clock.set('2027-01-04T08:00');
    clerk = await bare.signedIn('clerk');
    const after = await receive();
    expect(after.versions.form).toContain('tỉnh 1');
    const words = (paper: unknown) => JSON.stringify(paper).includes('cổng của tỉnh');
    expect(words((await clerk.dossiers.receipt({ id: after.id })).document)).toBe(true);
    expect((await clerk.dossiers.receipt({ id: before.id })).document).toEqual(paperBefore);
    expect(words(paperBefore)).toBe(false);
  });

  it('are never mixed within one reception', async () => {
    await take(catalogue());
    const asked = Array.from({ length: 12 }, (_, index) =>
      index === 6
        ? administrator.packs.apply({ kind: 'catalogue', version: 2 }).then(() => undefined)
        : clerk.dossiers.receive(form()).then(({ dossier }) => dossier),
    );
    const dossiers = (await Promise.all(asked)).filter((dossier) => dossier !== undefined);
    expect(new Set(dossiers.map(({ versions }) => versions.catalogue))).toEqual(new Set([1, 2]));
    for (const { versions, fee, due } of dossiers) {
      expect([versions.catalogue, fee.amount === 15_000, due?.limit?.value === 2]).toEqual(
        versions.catalogue === 2 ? [2, true, true] : [1, false, false],
      );
    }
  });
});

describe('on its day', () => {
  /** The office as it is opened on another morning. */
  async function openAgainAt(officeTime: string): Promise<void> {
    clock.set(officeTime);
    await bare.core.close();
    const core = await createOfficeCore(bare.ports);
    const [person] = bare.people;
    if (person === undefined) throw new Error('nobody is in the sample');
    await core.signIn(person.login, person.password, { origin: 'test', host: 'in-process' });
    bare = { ...bare, core };
  }
  const inForce = () => bare.core.opened().packs.list()[0]?.packs[0]?.state;

  it('a pack is in force when the office is opened, and not the evening before', async () => {
    await take(catalogue());
    await openAgainAt('2026-12-31T17:00');
    expect(inForce()).toBe('waiting');
    await openAgainAt('2027-01-01T07:00');
    expect(inForce()).toBe('in-force');
    expect(bare.core.opened().packs.ofToday()).toHaveLength(1);
    await openAgainAt('2027-01-02T07:00');
    expect(bare.core.opened().packs.ofToday()).toEqual([]);
  });

  it('not by a clock that nobody believes', async () => {
    await take(catalogue('2028-01-01'));
    await openAgainAt('2028-06-01T07:00');
    expect(bare.core.opened().journal.clockState().trouble).not.toBeNull();
    expect(inForce()).toBe('waiting');
  });

  it('P14 not by a clock that the province found ahead before the restart, until a person says that it is right', async () => {
    await take(catalogue());
    bare.core.opened().db.transaction((tx) =>
      tx.run(sql`
        insert into exchange_state (id, cursor, answered_n, wants_more, skew_ms)
        values (1, 0, 0, 0, ${2 * 86_400_000})`),
    );
    await openAgainAt('2027-01-01T07:00');
    expect(bare.core.opened().journal.clockState().trouble).toBe('far-ahead');
    expect(inForce()).toBe('waiting');
    const person = bare.people.find(({ role }) => role === 'administrator');
    const again = createRouter(bare.core).client({ origin: 'test', host: 'in-process' });
    await again.session.signIn({ login: person?.login ?? '', password: person?.password ?? '' });
    await again.clock.confirm({});
    expect(bare.core.opened().exchange.overview().clockSkewMs).toBeNull();
    await openAgainAt('2027-01-01T08:00');
    expect(bare.core.opened().journal.clockState().trouble).toBeNull();
    expect(inForce()).toBe('in-force');
  });
});
