import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Office, type OfficeClient, startOffice } from '#office/index.ts';
import {
  answerOf,
  type BareOffice,
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
 * Who may call what, written by hand from what each person's work needs, not from the contract. A column is a state of
 * the connection; a cell is what the example input comes to: `ok`, the refusal, or `in` for "let in" where what comes
 * then depends on the data.
 *
 *                              new PC          locked     nobody        clerk          administrator
 */
const TABLE: Record<ProcedureName, [string, string, string, string, string]> = {
  'session.state': ['ok', 'ok', 'ok', 'ok', 'ok'],
  'session.signIn': ['not-set-up', 'wrong-password', 'wrong-password', 'wrong-password', 'wrong-password'],
  'session.resume': ['signed-out', 'signed-out', 'signed-out', 'signed-out', 'signed-out'],
  'session.signOut': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'session.changePassword': ['not-set-up', 'locked', 'signed-out', 'wrong-password', 'wrong-password'],
  'session.recover': [
    'not-set-up',
    'wrong-recovery-key',
    'wrong-recovery-key',
    'wrong-recovery-key',
    'wrong-recovery-key',
  ],
  'setup.options': ['ok', 'ok', 'ok', 'ok', 'ok'],
  'setup.createOffice': ['in', 'already-set-up', 'already-set-up', 'already-set-up', 'already-set-up'],
  'setup.createSample': ['in', 'already-set-up', 'already-set-up', 'already-set-up', 'already-set-up'],
  'users.list': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'ok'],
  'users.create': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'ok'],
  'users.setActive': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'not-found'],
  'users.setPassword': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'not-found'],
  'catalog.search': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'catalog.get': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'citizens.find': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'dossiers.preview': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'dossiers.receive': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'dossiers.search': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'dossiers.get': ['not-set-up', 'locked', 'signed-out', 'not-found', 'not-found'],
  'dossiers.reprint': ['not-set-up', 'locked', 'signed-out', 'not-found', 'not-found'],
  'dossiers.receipt': ['not-set-up', 'locked', 'signed-out', 'not-found', 'not-found'],
  'dossiers.paperPdf': ['not-set-up', 'locked', 'signed-out', 'not-found', 'not-found'],
  'printing.printers': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'ok'],
  'printing.choose': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'ok'],
  'printing.openJobs': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'printing.retry': ['not-set-up', 'locked', 'signed-out', 'not-found', 'not-found'],
  'printing.cancel': ['not-set-up', 'locked', 'signed-out', 'not-found', 'not-found'],
  'printing.confirm': ['not-set-up', 'locked', 'signed-out', 'not-found', 'not-found'],
  'status.get': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'status.events': ['not-set-up', 'locked', 'signed-out', 'ok', 'ok'],
  'integrity.verify': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'ok'],
  'integrity.verifyInSteps': ['not-set-up', 'locked', 'signed-out', 'not-allowed', 'ok'],
};

const rows = Object.entries(TABLE) as [ProcedureName, (typeof TABLE)[ProcedureName]][];
/** Signing out last, or the rest of the column would be somebody else's. */
const ordered = [...rows].sort(
  ([left], [right]) => Number(left === 'session.signOut') - Number(right === 'session.signOut'),
);

/** Every procedure in one state of the connection, with its example input. */
async function column(client: (name: ProcedureName) => OfficeClient, index: 0 | 1 | 2 | 3 | 4) {
  const found: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const [name, cells] of ordered) {
    if (cells[index] === 'in') continue;
    expected[name] = cells[index];
    found[name] = await answerOf(client(name), name, exampleInputs[name]());
  }
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
    bare = await startBareOffice();
  });
  afterAll(() => bare.end());

  it('tells whoever is not signed in nothing but that', async () => {
    const { found, expected } = await column((name) => bare.connect(`nobody ${name}`), 2);
    expect(found).toEqual(expected);
  });

  it('says so before it looks at the input: junk from a stranger is not examined', async () => {
    for (const [name, cells] of rows) {
      if (cells[2] !== 'signed-out' || name === 'session.resume') continue;
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
