import type { OfficeClient } from '#office/index.ts';
import { everyProcedureOfContract } from '#shared/contract/index.ts';
import { ACCESS_TABLE } from '../fixtures/access-table.ts';
import { answerOf, exampleInputs, type ProcedureName } from '../fixtures/contract.ts';
import { say } from './measure.ts';
import { bearerFor, personOf, type SamplePerson, type Target } from './security-target.ts';

const COLUMNS = { 'new PC': 0, locked: 1, nobody: 2, clerk: 3, administrator: 4 } as const;
export type Column = keyof typeof COLUMNS;

export type AccessFigures = { cells: number; wrong: number };

const streams = new Set(
  everyProcedureOfContract()
    .filter(({ stream }) => stream)
    .map(({ name }) => name),
);
/** Signing out last, or the rest of the column would be somebody else's. */
const names = (Object.keys(ACCESS_TABLE) as ProcedureName[]).sort(
  (left, right) => Number(left === 'session.signOut') - Number(right === 'session.signOut'),
);

/** Calls every procedure as a role, over the WebSocket and over HTTP, and compares each answer with the table. */
export async function proveColumn(
  target: Target,
  column: Column,
  people: readonly SamplePerson[],
): Promise<AccessFigures> {
  const figures = { cells: 0, wrong: 0 };
  const isPerson = column === 'clerk' || column === 'administrator';

  async function compare(
    transport: string,
    expectedOf: (name: ProcedureName) => string,
    client: OfficeClient,
  ) {
    for (const name of names) {
      const expected = expectedOf(name);
      if (expected === 'in') continue;
      // Each wrong password makes the next one wait, which is proved apart.
      if (expected.startsWith('wrong-')) await target.passEveryWait();
      const found = await answerOf(client, name, exampleInputs[name]());
      figures.cells += 1;
      if (found === expected) continue;
      figures.wrong += 1;
      say(`${column}, ${transport}: ${name} answers ${found}, the table says ${expected}`);
    }
  }
  const told = (name: ProcedureName) => ACCESS_TABLE[name][COLUMNS[column]];

  await target.passEveryWait();
  const screen = await target.connect();
  if (isPerson) {
    const { login, password } = personOf(people, column);
    await screen.client.session.signIn({ login, password });
  }
  await compare('WebSocket', told, screen.client);
  screen.close();

  const { startToken } = target;
  const bearer = isPerson ? await bearerFor(target, personOf(people, column)) : null;
  // Streams need a connection that stays: plain HTTP has none of them.
  const overHttp = (name: ProcedureName) => (streams.has(name) ? 'not-found' : told(name));
  await compare('HTTP', overHttp, target.http({ startToken, bearer }));
  await compare('HTTP, no credentials', () => 'signed-out', target.http({}));
  return figures;
}
