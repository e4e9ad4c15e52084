import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Office, type OfficeClient, startOffice } from '#office/index.ts';
import { ACCESS_TABLE, type AccessRow } from '#test/fixtures/access-table.ts';
import {
  answerOf,
  type BareOffice,
  everyProcedure,
  exampleInputs,
  type ProcedureName,
  startBareOffice,
} from '#test/fixtures/contract.ts';
import { reopenOffice, testPorts } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

/*
 * The table itself is `test/fixtures/access-table.ts`, for the proof `security` holds both transports against it.
 */
const rows = Object.entries(ACCESS_TABLE) as [ProcedureName, AccessRow][];
/** Signing out last, or the rest of the column would be somebody else's. */
const ordered = [...rows].sort(
  ([left], [right]) => Number(left === 'session.signOut') - Number(right === 'session.signOut'),
);

const forAnyone = new Set(everyProcedure.filter(({ access }) => access === 'anyone').map(({ name }) => name));

/** Each wrong password makes the next one wait, which is no matter of rights: the office's clock passes over it. */
const PAST_EVERY_WAIT_MS = 6 * 60_000;
let ahead = 0;
const clock = { now: () => Date.now() + ahead };

/** Every procedure in one state of the connection, with its example input. */
async function column(client: (name: ProcedureName) => OfficeClient, index: 0 | 1 | 2 | 3 | 4) {
  const found: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const [name, cells] of ordered) {
    if (cells[index] === 'in') continue;
    expected[name] = cells[index];
    if (cells[index].startsWith('wrong-')) ahead += PAST_EVERY_WAIT_MS;
    found[name] = await answerOf(client(name), name, exampleInputs[name]());
  }
  ahead += PAST_EVERY_WAIT_MS;
  return { found, expected };
}

const from = (origin: string) => ({ origin, host: 'in-process' as const });

describe('a new PC', () => {
  let office: Office;
  const ports = testPorts();
  beforeAll(async () => {
    office = await startOffice(ports);
  });
  afterAll(async () => {
    await office.close();
    rmSync(ports.dataDirectory, { recursive: true, force: true });
  });

  it('answers only what the wizard needs; everything else says that it is not set up', async () => {
    const { found, expected } = await column(() => office.client(from('new')), 0);
    expect(found).toEqual(expected);
  });
});

describe('a PC that was set up', () => {
  let bare: BareOffice;
  beforeAll(async () => {
    bare = await startBareOffice({ clock });
  });
  afterAll(() => bare.end());

  it('tells whoever is not signed in nothing but that', async () => {
    const { found, expected } = await column((name) => bare.connect(`nobody ${name}`), 2);
    expect(found).toEqual(expected);
  });

  it('says so before it looks at the input: junk from a stranger is not examined', async () => {
    for (const [name, cells] of rows) {
      // What a PC without people may ask, too, looks at its input first.
      if (cells[2] !== 'signed-out' || forAnyone.has(name)) continue;
      expect([name, await answerOf(bare.connect(), name, { junk: [null] })]).toEqual([name, 'signed-out']);
    }
  });

  it.each(['clerk', 'administrator'] as const)('lets the %s do their work and no more', async (role) => {
    const client = await bare.signedIn(role);
    const { found, expected } = await column(() => client, role === 'clerk' ? 3 : 4);
    expect(found).toEqual(expected);
    expect(await answerOf(client, 'status.get', {})).toBe('signed-out');
  });

  it('keeps a session on its own connection until the token is shown on another', async () => {
    const person = bare.people.find(({ role }) => role === 'clerk');
    const first = bare.connect();
    const { token } = await first.session.signIn({
      login: person?.login ?? '',
      password: person?.password ?? '',
    });
    const second = bare.connect();
    expect(await answerOf(second, 'status.get', {})).toBe('signed-out');
    expect(await answerOf(second, 'session.resume', { token: `${token.slice(0, -1)}!` })).toBe('signed-out');
    expect(await answerOf(second, 'session.resume', { token })).toBe('ok');
    expect(await answerOf(second, 'status.get', {})).toBe('ok');
    await first.session.signOut({});
    expect(await answerOf(second, 'status.get', {})).toBe('signed-out');
  });

  it('is locked after it was opened again, until somebody signs in', async () => {
    const clerk = await bare.signedIn('clerk');
    await bare.core.close();
    expect(await answerOf(clerk, 'status.get', {})).toBe('locked');
    const office = await reopenOffice(bare.ports);
    try {
      const { found, expected } = await column((name) => office.client(from(`locked ${name}`)), 1);
      expect(found).toEqual(expected);
      expect(await office.client(from('state')).session.state({})).toMatchObject({
        phase: 'locked',
        office: null,
        user: null,
        obstacle: null,
      });
    } finally {
      await office.close();
    }
  });
});
