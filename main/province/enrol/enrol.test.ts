import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds } from '#main/host/index.ts';
import { containerSha256, newEnrolCode, readSelfSigned } from '#main/parcels/index.ts';
import type { EnrolRequest } from '#shared/exchange/index.ts';
import { createPlainOffice, type PlainOffice, sha256 } from '#test/fixtures/exchange-office.ts';
import { signedParcel } from '#test/fixtures/province-office.ts';
import { openTestStore } from '#test/fixtures/province-store.ts';
import { createRates } from '../rates/index.ts';
import { receiveParcel } from '../receive/index.ts';
import type { Store } from '../store/index.ts';
import {
  approveRequest,
  enrolByWire,
  findOfficeKey,
  INVITATION_MS,
  inviteAgain,
  inviteOffice,
  keepRequest,
  listRequests,
  revokeOffice,
} from './index.ts';

let store: Store;
let now = Date.now();
const clock = { now: () => now };
const ids = createIds(clock);
const ports = () => ({ sql: store.sql, clock, ids, rates: createRates({ sql: store.sql, clock }) });

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

/** Asks by wire as the server does. */
function ask(
  office: PlainOffice,
  code: string,
  address: string | null = null,
  change?: Partial<EnrolRequest>,
) {
  const request = office.enrolRequest(code, change);
  return enrolByWire(ports(), { request, kid: office.keys.sign.public.kid, address });
}

/** Sends runs of an office straight to where parcels are taken in. */
async function send(office: PlainOffice, runs: ReturnType<ReturnType<PlainOffice['newChain']>['run']>[]) {
  const [identity, none] = [{ id: 'province-1' }, async () => []];
  const taken = await receiveParcel(
    { sql: store.sql, clock, ids, sha256, identity, program: '0', manifests: none, publishedKeys: none },
    signedParcel(office.parcel('province-1', { runs })),
  );
  if (!taken.ok) throw new Error(taken.error.code);
  return taken.value.feed.verdicts;
}

const setting = ({ sign, encrypt }: PlainOffice['keys']) => ({
  kind: 'office-keys-set',
  body: { keys: [sign.public, encrypt.public] },
});

const pinned = async (office: PlainOffice) => findOfficeKey(store.sql, office.keys.sign.public.kid);

describe('enrolment by wire', () => {
  it('P3 lets in who knows the code, once; the same key fetches a lost answer', async () => {
    const { code, office: record } = await inviteOffice(ports(), { name: 'UBND xã A', agencyCode: 'H28.31' });
    const office = createPlainOffice({ now: clock.now });
    expect(await ask(office, code.toLowerCase().replaceAll('-', ' '))).toMatchObject({ ok: true });
    expect(await pinned(office)).toMatchObject({ office: office.id, revoked: false });
    const [row] = await store.sql.query(
      'SELECT name, agency_code, code_format, state, record_id FROM offices',
    );
    expect(row).toEqual({
      name: 'UBND xã A',
      agency_code: 'H28.31',
      code_format: 'current-4',
      state: 'enrolled',
      record_id: record,
    });
    expect(await ask(office, code)).toMatchObject({ ok: true });
    expect(await ask(createPlainOffice(), code)).toMatchObject({ error: { code: 'enrol-code-wrong' } });
  });

  it('P3 keeps no code, and none is good after its time or when a newer one was made', async () => {
    const first = await inviteOffice(ports(), { name: 'B' });
    const kept = JSON.stringify(await store.sql.query('SELECT * FROM invitations'));
    expect(kept).not.toContain(first.code);
    const second = await inviteAgain(ports(), first.office);
    expect(await ask(createPlainOffice(), first.code)).toMatchObject({ error: { code: 'enrol-code-wrong' } });
    now += INVITATION_MS + 1;
    expect(await ask(createPlainOffice(), second?.code ?? '')).toMatchObject({
      error: { code: 'enrol-code-wrong' },
    });
    expect(await inviteAgain(ports(), 'nobody')).toBeUndefined();
  });

  it('P3 waits after five wrong tries from one address, and from there only', async () => {
    const { code } = await inviteOffice(ports(), { name: 'C' });
    for (let tries = 0; tries < 5; tries += 1) {
      const wrong = await ask(createPlainOffice(), newEnrolCode(ids), '203.0.113.5');
      expect(wrong).toMatchObject({ error: { code: 'enrol-code-wrong' } });
    }
    expect(await ask(createPlainOffice(), code, '203.0.113.5')).toMatchObject({
      error: { code: 'too-many-attempts', waitSeconds: 900 },
    });
    expect(await ask(createPlainOffice(), code, '203.0.113.6')).toMatchObject({ ok: true });
    now += 900_000;
    const again = await inviteOffice(ports(), { name: 'C2' });
    expect(await ask(createPlainOffice(), again.code, '203.0.113.5')).toMatchObject({ ok: true });
  });

  it('L9 P3 an office whose agency nobody wrote down gets no serials that another office has', async () => {
    await inviteOffice(ports(), { name: 'Xã M', agencyCode: 'H28.77', codeFormat: 'current-4' });
    const { code, office: record } = await inviteOffice(ports(), { name: 'Xã N' });
    const office = createPlainOffice({ now: clock.now, agencyCode: 'H28.77' });
    expect(await ask(office, code)).toMatchObject({
      error: { code: 'agency-not-yours', message: expect.stringContaining('Xã M') },
    });
    await store.sql.query(
      `UPDATE offices SET agency_code = 'H28.77', first_serial = 10001, last_serial = 10002 WHERE id = $1`,
      [record],
    );
    // The refusal used nothing up.
    expect(await ask(office, code)).toMatchObject({ ok: true });
  });

  it('P3 two at once with one code: one is let in', async () => {
    const { code } = await inviteOffice(ports(), { name: 'D' });
    const both = await Promise.all([ask(createPlainOffice(), code), ask(createPlainOffice(), code)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('P3 a code of one office never takes over another one', async () => {
    const a = createPlainOffice({ now: clock.now });
    await ask(a, (await inviteOffice(ports(), { name: 'E' })).code);
    const { code } = await inviteOffice(ports(), { name: 'F' });
    const thief = createPlainOffice({ now: clock.now });
    const { office } = a.enrolRequest(null);
    expect(await ask(thief, code, null, { office })).toMatchObject({ error: { code: 'enrol-code-wrong' } });
    expect(await pinned(a)).toMatchObject({ revoked: false });
    // The refusal used nothing up.
    expect(await ask(thief, code)).toMatchObject({ ok: true });
  });

  it('P3 an office let in anew has its new keys alone; one shut out comes back by a new code only', async () => {
    const office = createPlainOffice({ now: clock.now });
    const { code } = await inviteOffice(ports(), { name: 'G' });
    await ask(office, code);
    const old = office.keys;
    office.keys = office.newKeys();
    await ask(office, (await inviteAgain(ports(), office.id))?.code ?? '');
    expect(await pinned(office)).toMatchObject({ revoked: false });
    expect(await findOfficeKey(store.sql, old.sign.public.kid)).toMatchObject({ revoked: true });
    expect(await revokeOffice(ports(), office.id)).toBe(true);
    expect(await revokeOffice(ports(), 'nobody')).toBe(false);
    expect(await pinned(office)).toMatchObject({ revoked: true, officeState: 'revoked' });
    expect(await ask(office, code)).toMatchObject({ ok: false });
    const back = await inviteAgain(ports(), office.id);
    expect(await ask(office, back?.code ?? '')).toMatchObject({ error: { code: 'key-not-valid' } });
    office.keys = office.newKeys();
    expect(await ask(office, back?.code ?? '')).toMatchObject({ ok: true });
  });

  it('P3 a change of keys from before an office joined again is not carried out; one from after it is', async () => {
    // Its clock is a day behind: its own times are compared with each other only.
    const office = createPlainOffice({ now: () => now - 86_400_000 });
    await ask(office, (await inviteOffice(ports(), { name: 'Xã I' })).code);
    const chain = office.newChain();
    chain.append(setting(office.newKeys()));
    now += 1000;
    office.keys = office.newKeys();
    await ask(office, (await inviteAgain(ports(), office.id))?.code ?? '');
    await send(office, [chain.run()]);
    expect(await pinned(office)).toMatchObject({ revoked: false });
    now += 1000;
    const next = office.newKeys();
    chain.append(setting(next));
    await send(office, [chain.run(2)]);
    expect(await pinned(office)).toMatchObject({ revoked: true });
    expect(await findOfficeKey(store.sql, next.sign.public.kid)).toMatchObject({ revoked: false });
  });

  it('P3 J6 which change of keys was before counts by the journal’s order, where the office tells it', async () => {
    let set = 0;
    const office = createPlainOffice({ now: () => now + set });
    await ask(office, (await inviteOffice(ports(), { name: 'Xã J' })).code);
    set = 3 * 3_600_000;
    const chain = office.newChain();
    chain.append(setting(office.newKeys()));
    // Its clock is set right again: by that the change seems to be to come.
    set = 0;
    office.keys = office.newKeys();
    const { mono } = chain.entries[0]?.entry ?? { mono: 0 };
    const { code } = (await inviteAgain(ports(), office.id)) ?? { code: '' };
    await ask(office, code, null, { mono: mono - 1 });
    // The same again, the answer having been lost: what was written since is of before, too.
    await ask(office, code, null, { mono });
    await send(office, [chain.run()]);
    expect(await pinned(office)).toMatchObject({ revoked: false });
    const [row] = await store.sql.query<{ asked_mono: number }>(
      'SELECT asked_mono FROM offices WHERE id = $1',
      [office.id],
    );
    expect(row).toEqual({ asked_mono: mono });
    chain.append(setting(office.newKeys()));
    await send(office, [chain.run(2)]);
    expect(await pinned(office)).toMatchObject({ revoked: true });
  });

  it('P14 P3 new keys are good from now on by our clock, whatever the desk’s clock says and however long they waited', async () => {
    const DAY = 86_400_000;
    for (const [off, waited] of [
      [426, 0],
      [-1240, 0],
      [0, 90],
      [-426, 90],
      [9000, 0],
    ] as const) {
      const office = createPlainOffice({ now: () => now + off * DAY });
      await ask(office, (await inviteOffice(ports(), { name: `Xã lệch ${off} ${waited}` })).code);
      now += 1000;
      const chain = office.newChain();
      const next = office.newKeys();
      chain.append(setting(next));
      now += waited * DAY;
      await send(office, [chain.run()]);
      expect(await pinned(office)).toMatchObject({ revoked: true });
      for (const { kid } of [next.sign.public, next.encrypt.public]) {
        const key = await findOfficeKey(store.sql, kid);
        expect(key?.revoked).toBe(false);
        expect(Date.parse(key?.validFrom ?? '')).toBeLessThanOrEqual(now);
        expect(Date.parse(key?.validTo ?? '')).toBeGreaterThan(now + 364 * DAY);
        expect(Date.parse(key?.validTo ?? '')).toBeLessThan(now + 366 * DAY);
      }
    }
  });

  it('P3 P14 the last good key of an office is not ended for one that is not good, and none is good for ever', async () => {
    const office = createPlainOffice({ now: clock.now });
    await ask(office, (await inviteOffice(ports(), { name: 'Xã K' })).code);
    const first = office.keys;
    const chain = office.newChain();
    const timed = (keys: PlainOffice['keys'], times: { validFrom: string; validTo: string }) => ({
      sign: { ...keys.sign, public: { ...keys.sign.public, ...times } },
      encrypt: { ...keys.encrypt, public: { ...keys.encrypt.public, ...times } },
    });
    // Over before they begin, or at no time at all.
    for (const validTo of ['2020-01-01T00:00:00.000+07:00', '2026-99-99T99:99:99.999+07:00']) {
      chain.append(setting(timed(office.newKeys(), { validFrom: '2026-01-01T00:00:00.000+07:00', validTo })));
      const [said] = await send(office, [chain.run(chain.entries.length)]);
      expect(said).toMatchObject({ state: 'rejected', code: 'body-malformed' });
    }
    const long = timed(office.newKeys(), {
      validFrom: '2026-01-01T00:00:00.000+07:00',
      validTo: '9999-01-01T00:00:00.000+07:00',
    });
    chain.append(setting(long));
    await send(office, [chain.run(3)]);
    const key = await findOfficeKey(store.sql, long.sign.public.kid);
    expect(Date.parse(key?.validTo ?? '')).toBeLessThan(now + 6 * 365 * 86_400_000);
    // One that ended never comes back: told again it ends nothing.
    chain.append(setting(first));
    await send(office, [chain.run(4)]);
    expect(await findOfficeKey(store.sql, first.sign.public.kid)).toMatchObject({ revoked: true });
    expect(await findOfficeKey(store.sql, long.sign.public.kid)).toMatchObject({ revoked: false });
  });

  it('P14 P3 an office whose clock is half a year off is let in all the same', async () => {
    for (const off of [-180, 180]) {
      const office = createPlainOffice({ now: () => now + off * 86_400_000 });
      const { code } = await inviteOffice(ports(), { name: `H${off}` });
      expect(await ask(office, code)).toMatchObject({ ok: true });
      const key = await pinned(office);
      expect(Date.parse(key?.validFrom ?? '')).toBeLessThanOrEqual(now);
      expect(Date.parse(key?.validTo ?? '')).toBeGreaterThan(now + 300 * 86_400_000);
    }
  });
});

describe('enrolment by stick', () => {
  async function bring(office: PlainOffice) {
    const container = await office.seal(office.enrolRequest(null));
    const read = await readSelfSigned(container, { types: ['enrol-request'], now: 'created' });
    if (!read.ok) throw new Error(read.error.message);
    const { kid, payload: request } = read.value;
    return {
      request,
      waiting: await keepRequest(ports(), { container, sha256: containerSha256(container), kid, request }),
    };
  }

  it('P3 P18 waits for a person, is one request however often it comes, and may be an invited office', async () => {
    const office = createPlainOffice({ now: clock.now });
    const { request, waiting } = await bring(office);
    expect(waiting).toMatchObject({ decision: null, known: false, name: 'Cơ quan thử' });
    expect((await listRequests(store.sql, 'waiting')).map(({ id }) => id)).toEqual([waiting.id]);
    expect(await pinned(office)).toBeUndefined();
    const { office: record } = await inviteOffice(ports(), { name: 'UBND xã K', lastSerial: 50 });
    expect(await approveRequest(ports(), { id: waiting.id, request, record })).toMatchObject({ ok: true });
    expect(await pinned(office)).toMatchObject({ office: office.id, revoked: false });
    const [row] = await store.sql.query('SELECT name, last_serial FROM offices WHERE id = $1', [office.id]);
    expect(row).toEqual({ name: 'UBND xã K', last_serial: 50 });
    expect(await listRequests(store.sql, 'waiting')).toEqual([]);
  });

  it('L9 P3 gets no serials that another office has by its word alone', async () => {
    await inviteOffice(ports(), { name: 'Xã P', agencyCode: 'H28.78', codeFormat: 'current-4' });
    const office = createPlainOffice({ now: clock.now, agencyCode: 'H28.78' });
    const { request, waiting } = await bring(office);
    const { id } = waiting;
    expect(await approveRequest(ports(), { id, request, record: null })).toMatchObject({
      error: { code: 'agency-not-yours', message: expect.stringContaining('Mời cơ quan') },
    });
    expect(await pinned(office)).toBeUndefined();
    // The request waits on; as an office that was invited with numbers of its own it is let in.
    expect((await listRequests(store.sql, 'waiting')).map((one) => one.id)).toContain(id);
    const { office: record } = await inviteOffice(ports(), {
      ...{
        name: 'Xã Q',
        agencyCode: 'H28.78',
        codeFormat: 'current-4',
        firstSerial: 10001,
        lastSerial: 10099,
      },
    });
    expect(await approveRequest(ports(), { id, request, record })).toMatchObject({ ok: true });
    expect(await pinned(office)).toMatchObject({ revoked: false });
  });

  it('P3 makes an office of its own where it was not invited; new keys of a known one end its old ones', async () => {
    const office = createPlainOffice({ now: clock.now, name: 'UBND xã L' });
    const first = await bring(office);
    await approveRequest(ports(), { id: first.waiting.id, request: first.request, record: null });
    const old = office.keys.sign.public.kid;
    office.keys = office.newKeys();
    const second = await bring(office);
    expect(second.waiting.known).toBe(true);
    expect(await findOfficeKey(store.sql, old)).toMatchObject({ revoked: false });
    await approveRequest(ports(), { id: second.waiting.id, request: second.request, record: null });
    expect(await findOfficeKey(store.sql, old)).toMatchObject({ revoked: true });
    expect(await pinned(office)).toMatchObject({ revoked: false });
    const rows = await store.sql.query('SELECT 1 FROM offices WHERE name = $1', ['UBND xã L']);
    expect(rows).toHaveLength(1);
  });
});
