import { request } from 'node:http';
import { WebSocket } from 'ws';
import { API_PREFIX, OPENAPI_PATH, START_TOKEN_HEADER } from '#shared/contract/index.ts';
import { SOCKET_PATH } from '#shared/host/index.ts';
import { answerOf } from '../fixtures/contract.ts';
import { fetchStartCookie } from '../fixtures/socket-client.ts';
import { say } from './measure.ts';
import { bearerFor, personOf, type SamplePerson, type Target } from './security-target.ts';

type Headers = Record<string, string | string[]>;
export type DoorFigures = { tried: number; letIn: number };

/** The status of one request exactly as written. */
function statusOf(
  target: Target,
  method: string,
  path: string,
  headers: Headers,
  body = '',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(target.address);
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    call.on('error', reject);
    call.end(method === 'POST' ? body : undefined);
  });
}

/** 101 when the upgrade was let through, else the status it was refused with. */
function upgradeStatus(
  target: Target,
  headers: Record<string, string>,
  origin: string | null,
): Promise<number> {
  const socket = new WebSocket(`${target.address.replace('http', 'ws')}${SOCKET_PATH}`, {
    headers,
    ...(origin === null ? {} : { origin }),
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

/** Foreign names, foreign pages, cookies where none belong, stolen and spent tokens: each must be refused. */
export async function tryDoors(target: Target, people: readonly SamplePerson[]): Promise<DoorFigures> {
  const figures = { tried: 0, letIn: 0 };
  const expectRefused = async (what: string, status: Promise<number>) => {
    figures.tried += 1;
    const found = await status;
    if (found >= 400 && found < 500) return;
    figures.letIn += 1;
    say(`${what} was answered with ${found}`);
  };
  const { port } = new URL(target.address);
  const cookie = await fetchStartCookie(target.startAddress);
  const bearer = await bearerFor(target, personOf(people, 'administrator'));
  const api = (headers: Headers, name = 'users/list') =>
    statusOf(
      target,
      'POST',
      `${API_PREFIX}/${name}`,
      { 'content-type': 'application/json', ...headers },
      '{}',
    );
  const authorization = `Bearer ${bearer}`;
  if ((await api({ authorization })) !== 200) throw new Error('the right bearer was refused');
  if ((await upgradeStatus(target, { cookie }, target.address)) !== 101) {
    throw new Error('the right cookie was refused');
  }

  const hosts = [
    `localhost:${port}`,
    `evil.example:${port}`,
    '127.0.0.1',
    `[::1]:${port}`,
    `127.0.0.1:${port}.evil`,
  ];
  for (const host of hosts) {
    await expectRefused(`Host ${host} on the API`, api({ authorization, host }));
    await expectRefused(`Host ${host} on a page`, statusOf(target, 'GET', '/', { cookie, host }));
    await expectRefused(`Host ${host} on the document`, statusOf(target, 'GET', OPENAPI_PATH, { host }));
    await expectRefused(
      `Host ${host} on the WebSocket`,
      upgradeStatus(target, { cookie, host }, target.address),
    );
  }
  const other = String(Number(port) + 1);
  const origins = ['https://evil.example', 'null', `http://localhost:${port}`, `http://127.0.0.1:${other}`];
  for (const origin of [...origins, `https://127.0.0.1:${port}`]) {
    await expectRefused(`Origin ${origin} on the API`, api({ authorization, origin }));
    await expectRefused(`Origin ${origin} on a page`, statusOf(target, 'GET', '/', { cookie, origin }));
    await expectRefused(
      `Origin ${origin} on the document`,
      statusOf(target, 'GET', OPENAPI_PATH, { origin }),
    );
    await expectRefused(`Origin ${origin} on the WebSocket`, upgradeStatus(target, { cookie }, origin));
    const preflight = { origin, 'access-control-request-method': 'POST' };
    await expectRefused(
      `a preflight of ${origin}`,
      statusOf(target, 'OPTIONS', `${API_PREFIX}/users/list`, preflight),
    );
  }
  for (const site of ['cross-site', 'same-site']) {
    await expectRefused(`a ${site} call`, api({ authorization, 'sec-fetch-site': site }));
    const start = new URL(target.startAddress);
    const page = { 'sec-fetch-site': site };
    await expectRefused(
      `a ${site} link to the start address`,
      statusOf(target, 'GET', `/${start.search}`, page),
    );
  }
  await expectRefused('an upgrade without Origin', upgradeStatus(target, { cookie }, null));

  const startToken = { [START_TOKEN_HEADER]: target.startToken };
  await expectRefused('a cookie on the API', api({ cookie }));
  await expectRefused(
    'a cookie with the start token on the API',
    api({ cookie, ...startToken }, 'setup/options'),
  );
  await expectRefused('our own page with its cookie on the API', api({ cookie, origin: target.address }));
  await expectRefused('nothing at all on the API', api({}));
  await expectRefused('a bearer on the WebSocket', upgradeStatus(target, { authorization }, target.address));
  await expectRefused('a bearer on a page', statusOf(target, 'GET', '/', { authorization }));
  await expectRefused('a doubled bearer', api({ authorization: [authorization, authorization] }));
  await expectRefused('the start token where a session is needed', api(startToken));
  await expectRefused('the start token as a bearer', api({ authorization: `Bearer ${target.startToken}` }));
  await expectRefused(
    'a bearer that lost its last letter',
    api({ authorization: authorization.slice(0, -1) }),
  );
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
  for (const type of types) {
    await expectRefused(`a form of ${type}`, api({ authorization, 'content-type': type }));
  }

  const screen = await target.connect();
  await screen.client.session.resume({ token: bearer });
  await screen.client.session.signOut({});
  screen.close();
  await expectRefused('a bearer whose session was ended on a screen', api({ authorization }));
  return figures;
}

/** What an earlier start gave out is worth nothing in this one. */
export async function tryStolen(
  target: Target,
  stolen: { cookie: string; startToken: string; bearer: string },
): Promise<DoorFigures> {
  const json = { 'content-type': 'application/json' };
  const call = (headers: Headers) =>
    statusOf(target, 'POST', `${API_PREFIX}/session/state`, { ...json, ...headers }, '{}');
  // The name of the cookie says the port; a thief would write the present one.
  const renamed = stolen.cookie.replace(/^tram_\d+/, `tram_${new URL(target.address).port}`);
  const statuses = [
    await call({ authorization: `Bearer ${stolen.bearer}` }),
    await call({ [START_TOKEN_HEADER]: stolen.startToken }),
    await statusOf(target, 'GET', `/?start=${stolen.startToken}`, {}),
    await statusOf(target, 'GET', '/', { cookie: renamed }),
    await upgradeStatus(target, { cookie: renamed }, target.address),
  ];
  return { tried: statuses.length, letIn: statuses.filter((status) => status !== 401).length };
}

export type GuessFigures = Record<
  'password' | 'recoveryKey' | 'startToken',
  { tried: number; lookedAt: number }
>;

/** Guesses of every kind, sent at once and over both transports: how many were looked at before waiting began. */
export async function guess(
  target: Target,
  people: readonly SamplePerson[],
  tries: number,
): Promise<GuessFigures> {
  const { login } = personOf(people, 'clerk');
  const screens = await Promise.all(Array.from({ length: 4 }, () => target.connect()));
  const program = target.http({ startToken: target.startToken });
  const clients = [...screens.map(({ client }) => client), program];
  const clientOf = (index: number) => clients[index % clients.length] ?? program;
  async function count(lookedAt: string, one: (index: number) => Promise<string>) {
    const answers = await Promise.all(Array.from({ length: tries }, (_, index) => one(index)));
    const odd = answers.filter((answer) => answer !== lookedAt && answer !== 'too-many-attempts');
    if (odd.length > 0) throw new Error(`a guess was answered with ${odd[0]}`);
    return { tried: tries, lookedAt: answers.filter((answer) => answer === lookedAt).length };
  }
  const figures = {
    password: await count('wrong-password', (index) =>
      answerOf(clientOf(index), 'session.signIn', { login, password: `đoán lần ${index}` }),
    ),
    recoveryKey: await count('wrong-recovery-key', (index) =>
      answerOf(clientOf(index), 'session.recover', {
        recoveryKey: `AAAA-${index}`,
        login,
        password: 'bốn con ngựa hồng',
      }),
    ),
    startToken: await count('signed-out', (index) =>
      answerOf(
        target.http({ startToken: `đoán${index}`.normalize('NFD').replace(/[^\w]/g, '') }),
        'session.state',
        {},
      ),
    ),
  };
  for (const screen of screens) screen.close();
  return figures;
}
