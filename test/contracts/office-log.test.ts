import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { createLogFile } from '#main/host/index.ts';
import { portTransport } from '#test/fixtures/connections.ts';
import { answerOf, type BareOffice, startBareOffice } from '#test/fixtures/contract.ts';
import { replacedAt } from '#test/fixtures/junk.ts';
import { exampleReception, systemIds } from '#test/fixtures/office.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const WRONG_PASSWORD = 'mật khẩu gõ nhầm';
const reception = exampleReception({
  note: 'Gọi chồng là ông Bùi Văn Dũng, số 0987654321, hoặc thư dung.bui@example.vn',
  filer: {
    name: 'BÙI VĂN DŨNG',
    idKind: 'identity-card-9',
    idNumber: '113456789',
    phone: '0987654321',
    ground: 'Chồng, giấy ủy quyền số 12',
  },
});
/** Everything about the two people and the passwords of this test that must never be written down. */
const PRIVATE = [
  /017195004821|17195004821|113456789|0912345678|912345678|0987654321|987654321/,
  /0912 345 678|017 195 004 821/,
  /Nhung|NHUNG|Bùi Văn|BÙI VĂN|Dũng/i,
  /Xóm Rợn|Tân Vinh/,
  /dung\.bui/,
  /1995-11-24|24\/11\/1995/,
  /gõ nhầm/,
];

let bare: BareOffice;
afterEach(() => bare.end());

it('a day with failures leaves a log in which nobody can be recognised', async () => {
  let failing = false;
  const ids = {
    ...systemIds,
    // The worst that a careless line of code could do: put the person into the error.
    bytes(length: number) {
      if (failing)
        throw new Error(`không ghi được hồ sơ của ${JSON.stringify(reception.applicant)} 0912 345 678`);
      return systemIds.bytes(length);
    },
  };
  bare = await startBareOffice({ ids });
  const clerk = await bare.signedIn('clerk');
  const secrets = [bare.recoveryKey, ...bare.people.map(({ password }) => password)];

  expect(await answerOf(clerk, 'dossiers.receive', reception)).toBe('ok');
  failing = true;
  expect(await answerOf(clerk, 'dossiers.receive', { ...reception, requestId: systemIds.id() })).toBe(
    'internal',
  );
  failing = false;
  for (const field of ['idNumber', 'phone', 'email']) {
    const wrong = replacedAt(
      { ...reception, requestId: systemIds.id() },
      ['applicant', field],
      '017 195 004 821 sai',
    );
    expect(await answerOf(clerk, 'dossiers.receive', wrong)).toBe('invalid-input');
  }
  expect(
    await answerOf(clerk, 'dossiers.receive', { ...reception, applicant: reception.applicant.name }),
  ).toBe('invalid-input');
  expect(
    await answerOf(bare.connect('pc'), 'session.signIn', { login: 'thuha', password: WRONG_PASSWORD }),
  ).toBe('wrong-password');
  const recovering = {
    recoveryKey: bare.recoveryKey.replace(/^./, 'Z'),
    login: 'quantri',
    password: WRONG_PASSWORD,
  };
  expect(await answerOf(bare.connect('pc'), 'session.recover', recovering)).toBe('wrong-recovery-key');
  await clerk.citizens.find({ idNumber: '017195004821' });
  await clerk.dossiers.search({ query: 'Đinh Thị Hồng Nhung', cursor: null, limit: 5 });

  const transport = portTransport(bare.router);
  const screen = await transport.connect();
  screen.sendRaw(`{"i":"1","p":{"u":"/dossiers/receive","b":${JSON.stringify(reception)}}`);
  screen.sendRaw(`Đinh Thị Hồng Nhung 017195004821`);
  await screen.client.session.state({});
  await transport.end();

  await vi.waitFor(() => expect(bare.core.opened().printing.counts().waiting).toBe(0), { timeout: 40_000 });
  const { rows } = await clerk.dossiers.search({ query: '', cursor: null, limit: 5 });
  const archive = path.join(bare.ports.dataDirectory, 'archive');
  expect(rows).toHaveLength(1);
  expect(readdirSync(archive, { recursive: true }).length).toBeGreaterThan(0);

  expect(bare.ports.lines.map(({ message }) => message)).toEqual(
    expect.arrayContaining(['a procedure failed', 'a message that is no call was dropped']),
  );
  expectNobody(JSON.stringify(bare.ports.lines), secrets);

  // The same through the file that a host keeps.
  const file = path.join(bare.ports.dataDirectory, 'office.log');
  const log = createLogFile(file);
  for (const line of bare.ports.lines) log.sink(line);
  log.close();
  expectNobody(readFileSync(file, 'utf8'), secrets);
});

function expectNobody(text: string, secrets: readonly string[]): void {
  for (const pattern of PRIVATE) expect(text).not.toMatch(pattern);
  for (const secret of secrets) expect(text).not.toContain(secret);
}
