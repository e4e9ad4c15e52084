import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { answerOf } from '../fixtures/contract.ts';
import { replacedAt } from '../fixtures/junk.ts';
import { exampleReception, systemIds } from '../fixtures/office.ts';
import { say } from './measure.ts';
import { bearerFor, personOf, type SamplePerson, type Target } from './security-target.ts';

const WRONG_PASSWORD = 'mật khẩu gõ nhầm';

const reception = exampleReception({
  note: 'Gọi chồng là ông Bùi Văn Dũng, số 0987654321, hoặc thư dung.bui@example.vn',
  filer: {
    name: 'BÙI VĂN DŨNG',
    idKind: 'identity-card-9',
    idNumber: '113456789',
    phone: '0987654321',
    ground: 'Chồng',
  },
});

/** What must never be written down about the two people of the journey, in any way of writing it. */
const PRIVATE = [
  /0?17\W?195\W?004\W?821|113\W?456\W?789|0?912\W?345\W?678|0?987\W?654\W?321/,
  /Nhung|Bùi Văn|Dũng/iu,
  /Xóm Rợn|Tân Vinh/iu,
  /dung\.bui/i,
  /1995-11-24|24\/11\/1995|24111995/,
  /gõ nhầm/iu,
];

/** A day at the desk over both transports, with mistakes in which people's data lies. */
export async function walkJourney(target: Target, people: readonly SamplePerson[]): Promise<void> {
  const clerk = personOf(people, 'clerk');
  const screen = await target.connect();
  await screen.client.session.signIn({ login: clerk.login, password: clerk.password });
  const program = target.http({ bearer: await bearerFor(target, clerk) });
  for (const client of [screen.client, program]) {
    const outcome = await answerOf(client, 'dossiers.receive', { ...reception, requestId: systemIds.id() });
    if (outcome !== 'ok') throw new Error(`the journey's dossier answers ${outcome}`);
    for (const field of ['idNumber', 'phone', 'email', 'birth']) {
      await answerOf(
        client,
        'dossiers.receive',
        replacedAt(reception, ['applicant', field], '017 195 004 821 sai'),
      );
    }
    await answerOf(client, 'dossiers.receive', reception.applicant.name);
    await answerOf(client, 'session.signIn', { login: clerk.name, password: WRONG_PASSWORD });
    await client.citizens.find({ idNumber: '017195004821' });
    for (const query of ['Đinh Thị Hồng Nhung', '0912345678', 'Xóm Rợn']) {
      const { rows } = await client.dossiers.search({ query, cursor: null, limit: 5 });
      const found = await client.dossiers.get({ id: rows[0]?.id ?? '' });
      if (found.dossier.applicant.name === '') throw new Error('the journey found nobody');
    }
  }
  const page = `${target.address}/?q=${encodeURIComponent('Đinh Thị Hồng Nhung')}&start=${target.startToken}`;
  await fetch(page, { redirect: 'manual' });
  for (const body of [JSON.stringify(reception), '{"name":"Đinh Thị Hồng Nhung", 017195004821']) {
    await fetch(`${target.address}/api/dossiers/017195004821`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-start-token': target.startToken },
      body,
    });
  }
  screen.close();
}

export type LogFigures = { lines: number; found: number };

/** Reads everything that was logged or printed; `secrets` are the passwords, keys and tokens that were in use. */
export function searchLogs(dataDirectory: string, printed: string, secrets: readonly string[]): LogFigures {
  const directory = path.join(dataDirectory, 'logs');
  const texts = readdirSync(directory).map((name) => readFileSync(path.join(directory, name), 'utf8'));
  const lines = [...texts, printed].flatMap((text) => text.split('\n')).filter((line) => line !== '');
  const patterns: [string, (line: string) => boolean][] = [
    ...PRIVATE.map((pattern): [string, (line: string) => boolean] => [
      String(pattern),
      (line) => pattern.test(line.normalize('NFC')),
    ]),
    ...secrets.map((secret, index): [string, (line: string) => boolean] => [
      `secret ${index + 1}`,
      (line) => line.includes(secret),
    ]),
  ];
  let found = 0;
  for (const line of lines) {
    for (const [name, tells] of patterns) {
      if (!tells(line)) continue;
      found += 1;
      say(`the log holds ${name}`);
    }
  }
  return { lines: lines.length, found };
}
