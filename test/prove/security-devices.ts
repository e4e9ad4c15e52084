import { ACCESS_TABLE } from '../fixtures/access-table.ts';
import { answerOf, exampleInputs, type ProcedureName } from '../fixtures/contract.ts';
import { DEVICE_TABLE, type DeviceColumn } from '../fixtures/device-table.ts';
import { createLanClient, freePort } from '../fixtures/lan-client.ts';
import { say } from './measure.ts';
import type { AccessFigures } from './security-access.ts';
import { personOf, type SamplePerson, type Target } from './security-target.ts';

const names = Object.keys(ACCESS_TABLE) as ProcedureName[];

/** Opens the office to a LAN and calls every procedure over it: as whoever reached it, as a kiosk, as a board. `secrets`: their tokens. */
export async function proveDevices(
  target: Target,
  people: readonly SamplePerson[],
): Promise<AccessFigures & { secrets: string[] }> {
  const figures = { cells: 0, wrong: 0, secrets: [] as string[] };
  await target.passEveryWait();
  const screen = await target.connect();
  const { login, password } = personOf(people, 'administrator');
  await screen.client.session.signIn({ login, password });
  const port = await freePort();
  const { certificate } = await screen.client.lan.open({ address: '127.0.0.1', port });
  const lan = createLanClient(`https://127.0.0.1:${port}`, certificate?.pem ?? '');

  async function compare(column: DeviceColumn, cookie: string): Promise<void> {
    const device = await lan.connect(cookie);
    const { allowed, refusal } = DEVICE_TABLE[column];
    for (const name of names) {
      const expected = allowed[name] ?? refusal;
      if (expected === 'in') continue;
      const found = await answerOf(device.client, name, exampleInputs[name]());
      figures.cells += 1;
      if (found === expected) continue;
      figures.wrong += 1;
      say(`${column}, LAN: ${name} answers ${found}, the table says ${expected}`);
    }
    device.close();
  }

  await compare('unpaired', '');
  for (const kind of ['kiosk', 'board'] as const) {
    const { cookie, id } = await lan.pair(screen.client, kind);
    figures.secrets.push(cookie.split('=')[1] ?? '');
    await compare(kind, cookie);
    await screen.client.lan.revoke({ device: id });
    await compare('unpaired', cookie);
  }
  await screen.client.lan.close({});
  screen.close();
  return figures;
}
