import { createIds, systemClock } from '#main/host/index.ts';
import type { OfficeClient } from '#office/index.ts';
import type { QueueSettings } from '#shared/queue/index.ts';
import { connectSocketClient, fetchStartCookie, type SocketClient } from '../fixtures/socket-client.ts';
import type { HostAddress } from './crash-writers.ts';

export const ids = createIds(systemClock);

export const GROUPS = ['mot', 'hai', 'ba', 'bon'];
export const PRIORITY = 'cao-tuoi';
const PASSWORD = 'bốn con ngựa hồng';

/** Every counter serves two groups, so that each group has several and each counter chooses between two lines. */
export function hallOf(counters: number): QueueSettings {
  return {
    groups: GROUPS.map((id, index) => ({
      id,
      letter: String.fromCharCode(65 + index),
      name: `Nhóm ${index + 1}`,
      englishName: '',
    })),
    counters: Array.from({ length: counters }, (_, index) => ({
      number: index + 1,
      name: `Quầy ${index + 1}`,
      groups: [index, index + 1].map((place) => GROUPS[place % GROUPS.length] ?? ''),
    })),
    priorities: [{ id: PRIORITY, name: 'Người cao tuổi', englishName: '' }],
    ordinaryBetweenPriorities: 2,
    callsBeforeNoShow: 3,
    pauseReasons: ['Họp'],
    board: { lastCalls: 5, spokenTimes: 1 },
  };
}

export type Credentials = { login: string; password: string };

/** A connection with somebody signed in, as a screen makes it. */
export async function openScreen(host: HostAddress, who: Credentials): Promise<SocketClient> {
  const connection = await connectSocketClient(host.address, await fetchStartCookie(host.startAddress));
  await connection.client.session.signIn(who);
  return connection;
}

export type ProofHall = { administrator: Credentials; clerks: Credentials[]; settings: QueueSettings };

/** A sample office whose hall has so many counters, with somebody for each. */
export async function setUpHall(host: HostAddress, counters: number): Promise<ProofHall> {
  const connection = await connectSocketClient(host.address, await fetchStartCookie(host.startAddress));
  const { people } = await connection.client.setup.createSample({ tree: 'three-tier' });
  connection.close();
  const found = people.find((person) => person.role === 'administrator');
  if (found === undefined) throw new Error('the sample has no administrator');
  const administrator = { login: found.login, password: found.password };
  const screen = await openScreen(host, administrator);
  const settings = await screen.client.queue.change(hallOf(counters));
  const clerks: Credentials[] = [];
  for (let number = 1; number <= counters; number += 1) {
    clerks.push(await hire(screen.client, number));
  }
  screen.close();
  return { administrator, clerks, settings };
}

async function hire(client: OfficeClient, number: number): Promise<Credentials> {
  const login = `quay${number}`;
  await client.users.create({
    login,
    name: `Cán bộ ${number}`,
    role: 'clerk',
    counter: `Quầy ${number}`,
    password: PASSWORD,
  });
  return { login, password: PASSWORD };
}
