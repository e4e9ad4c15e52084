import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import { createApp, createProvince, inviteOffice, type Province, type Store } from '#main/province/index.ts';
import { openTestStore } from '../fixtures/province-store.ts';
import { conform, type Report, RULES } from './conformance.ts';
import type { Hands } from './conformance-context.ts';
import { faultsOf } from './conformance-faults.ts';
import { handsOf } from './conformance-server.ts';

let store: Store;
let province: Province;
const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };
const apps: FastifyInstance[] = [];

beforeAll(async () => {
  store = await openTestStore();
  const ids = createIds(systemClock);
  province = await createProvince({ store, clock: systemClock, ids, log, version: '0.0.0-test' });
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await store.close();
});

/** Serves the province with a fault put in, and holds it to some rules. Null `hands`: nobody tells how. */
async function report(
  only: string[],
  faulty: Partial<Province>,
  hands: Hands | null = handsOf(province),
): Promise<Report> {
  const app = await createApp({ ...province, ...faulty }, { tls: null, trustProxy: null, log });
  apps.push(app);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const { code } = await inviteOffice(province, { name: 'Cơ quan thử' });
  return conform(address, { code, only, hands });
}

const held = async (id: string, ...rest: [Partial<Province>, (Hands | null)?]): Promise<string | undefined> =>
  (await report([id], ...rest))[id];

const FAULTS = faultsOf(() => province);
const spec = readFileSync(path.join(import.meta.dirname, '../../shared/exchange/SPEC.md'), 'utf8');

describe('the conformance run', () => {
  const looked = RULES.map(({ id }) => id);

  it('looks at every rule that SPEC.md does not leave to the workstation alone', () => {
    const ids = [...spec.matchAll(/^\*\*([A-Z]\d+) /gm)].map((match) => match[1] ?? '');
    const left = /No address shows (.*?):/s.exec(spec)?.[1]?.match(/[JLP]\d+/g) ?? [];
    expect(ids.length).toBeGreaterThan(50);
    expect(left.length).toBeGreaterThan(5);
    expect([...looked, ...left].sort()).toEqual([...ids].sort());
    expect(left.filter((id) => id.startsWith('P'))).toEqual([]);
  });

  it('has a server for each of them that breaks it', () => {
    expect([...new Set(FAULTS.map(([id]) => id))].sort()).toEqual([...looked].sort());
  });

  it.each(FAULTS)('finds a server that breaks %s: %s', async (id, _what, fault, hands) => {
    expect(await held(id, fault, hands)).not.toMatch(/^pass|could not be looked at/);
  });

  it.each(['P', 'J', 'L'])('finds nothing wrong where nothing is: %s', async (part) => {
    // No pack is published here.
    const sound = looked.filter((id) => id.startsWith(part) && id !== 'P21');
    expect(await report(sound, {})).toEqual(Object.fromEntries(sound.map((id) => [id, 'pass'])));
  });

  it('says what nobody could look at', async () => {
    for (const id of ['P18', 'L9']) expect(await held(id, {}, null)).toMatch(/^pass; not looked at: /);
  });
});
