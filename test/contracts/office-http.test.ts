import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { WebHost } from '#main/web/index.ts';
import {
  ErrorData,
  everyProcedureOfContract,
  httpStatusOf,
  isErrorCode,
  openApiDocument,
} from '#shared/contract/index.ts';
import { ACCESS_TABLE } from '#test/fixtures/access-table.ts';
import {
  answerOf,
  type BareOffice,
  everyProcedure,
  exampleInputs,
  startBareOffice,
} from '#test/fixtures/contract.ts';
import {
  type Credentials,
  callOverHttp,
  httpClient,
  signInOverHttp,
  startTokenOf,
} from '#test/fixtures/http-client.ts';
import { deepObject, pollutingObject } from '#test/fixtures/junk.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { startPlainWeb } from '#test/fixtures/plain-web.ts';

// The same derivation at a small cost: these tests derive many keys.
vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

/** The contract as plain HTTP + JSON: the real office behind the real browser host. */
let bare: BareOffice;
let host: WebHost;
let startToken = '';
beforeAll(async () => {
  bare = await startBareOffice();
  host = await startPlainWeb(bare.router);
  startToken = startTokenOf(host.startAddress);
});
afterAll(async () => {
  await host.close();
  await bare.end();
});

const NOTHING: Credentials = { startToken: null, bearer: null };
const person = (role: string) =>
  bare.people.find((candidate) => candidate.role === role) ?? { login: '', password: '' };
const streaming = new Set(everyProcedureOfContract().flatMap(({ name, stream }) => (stream ? [name] : [])));
const streams = everyProcedure.filter(({ name }) => streaming.has(name));
const plain = everyProcedure.filter(({ name }) => !streaming.has(name));

describe('who may call what over HTTP', () => {
  it.each(['clerk', 'administrator'] as const)('%s: as the table says, and no more', async (role) => {
    const { credentials } = await signInOverHttp(host.startAddress, person(role));
    const client = httpClient(host.address, { ...credentials, startToken });
    for (const { name } of plain.filter((procedure) => procedure.name !== 'session.signOut')) {
      const expected = ACCESS_TABLE[name][role === 'clerk' ? 3 : 4];
      // Each wrong password makes the next one wait; that is looked at apart.
      if (expected.startsWith('wrong-')) continue;
      expect([name, await answerOf(client, name, exampleInputs[name]())]).toEqual([name, expected]);
    }
    expect(await answerOf(client, 'session.signOut', {})).toBe('ok');
    expect(await answerOf(client, 'status.get', {})).toBe('signed-out');
  });

  it('whoever shows nothing is told to sign in, whatever they ask for and send', async () => {
    for (const { name } of everyProcedure) {
      const { status, body } = await callOverHttp(host.address, name, exampleInputs[name](), NOTHING);
      expect([name, status, body]).toMatchObject([name, 401, { code: 'signed-out' }]);
    }
  });

  it('with the start token alone there is what anybody may call, and nothing else', async () => {
    const client = httpClient(host.address, { startToken, bearer: null });
    for (const { name, access } of plain.filter((procedure) => procedure.access !== 'anyone')) {
      expect([name, access, await answerOf(client, name, exampleInputs[name]())]).toEqual([
        name,
        access,
        'signed-out',
      ]);
    }
    expect(await answerOf(client, 'setup.options', {})).toBe('ok');
    expect(await answerOf(client, 'setup.createSample', { tree: 'three-tier' })).toBe('already-set-up');
  });

  it('a bearer alone opens no further session; it may ask who it is', async () => {
    const { client } = await signInOverHttp(host.startAddress, person('clerk'));
    expect(await answerOf(client, 'session.signIn', person('administrator'))).toBe('signed-out');
    expect(await answerOf(client, 'session.recover', exampleInputs['session.recover']())).toBe('signed-out');
    expect((await client.session.state({})).user?.role).toBe('clerk');
    const made = httpClient(host.address, { startToken: null, bearer: 'made-up' });
    expect(await answerOf(made, 'session.state', {})).toBe('signed-out');
  });

  it('streams are not offered, and what does not exist is not found', async () => {
    const { credentials } = await signInOverHttp(host.startAddress, person('administrator'));
    const odd = ['dossiers.shred', 'constructor.constructor', '__proto__.toString', 'dossiers.__proto__'];
    for (const name of [...streams.map((stream) => stream.name), ...odd]) {
      const { status, body } = await callOverHttp(host.address, name, {}, { ...credentials, startToken });
      expect([name, status, body]).toMatchObject([name, 404, { code: 'not-found' }]);
    }
  });
});

describe('sessions and guesses', () => {
  it('failed sign-ins make the name wait on both transports; wrong start tokens wait apart from them', async () => {
    let now = Date.parse('2026-11-23T02:00:00Z');
    const office = await startBareOffice({ clock: { now: () => now } });
    const web = await startPlainWeb(office.router);
    try {
      const right = startTokenOf(web.startAddress);
      const clerk = office.people.find(({ role }) => role === 'clerk') ?? { login: '', password: '' };
      const signIn = (password: string, token = right) =>
        callOverHttp(
          web.address,
          'session.signIn',
          { login: clerk.login, password },
          { startToken: token, bearer: null },
        );
      for (let failure = 0; failure < 4; failure += 1) {
        expect((await signIn('sai mật khẩu')).status).toBe(401);
      }
      const waiting = await signIn(clerk.password);
      expect(waiting).toMatchObject({ status: 429, body: { code: 'too-many-attempts', waitSeconds: 2 } });
      expect(await answerOf(office.connect('screen'), 'session.signIn', clerk)).toBe('too-many-attempts');
      now += 2_000;
      expect((await signIn(clerk.password)).status).toBe(200);

      for (let failure = 0; failure < 4; failure += 1) {
        expect((await signIn(clerk.password, `${right}x`)).body).toMatchObject({ code: 'signed-out' });
      }
      expect((await signIn(clerk.password)).body).toMatchObject({
        code: 'too-many-attempts',
        waitSeconds: 2,
      });
      const { login, password } = clerk;
      expect(await answerOf(office.connect('screen'), 'session.signIn', { login, password })).toBe('ok');
      now += 2_000;
      expect((await signIn(clerk.password)).status).toBe(200);
    } finally {
      await web.close();
      await office.end();
    }
  });

  it('a session that ended elsewhere has ended here, and its token is worth nothing', async () => {
    const { client, credentials } = await signInOverHttp(host.startAddress, person('clerk'));
    const screen = bare.connect();
    await screen.session.resume({ token: credentials.bearer ?? '' });
    await screen.session.signOut({});
    expect(await answerOf(client, 'status.get', {})).toBe('signed-out');
  });

  it('tells the station of the session, the one that stands in the journal', async () => {
    const { client } = await signInOverHttp(host.startAddress, person('clerk'));
    const { dossier } = await client.dossiers.receive(exampleReception());
    const { history } = await client.dossiers.get({ id: dossier.id });
    const { station } = await client.session.state({});
    expect(station).not.toBe('');
    expect(history.map((item) => item.station)).toContain(station);
  });
});

describe('what is sent and what comes back', () => {
  it('junk is refused with its field, nothing is written and no prototype changes', async () => {
    const { credentials } = await signInOverHttp(host.startAddress, person('administrator'));
    const before = await bare.trace();
    const nested = `{"query":${'['.repeat(200_000)}${']'.repeat(200_000)},"cursor":null,"limit":1}`;
    for (const junk of ['null', '[]', '7', '"x"', nested, deepObject(), pollutingObject(), { query: 1 }]) {
      const { status, body } = await callOverHttp(host.address, 'dossiers.search', junk, credentials);
      expect([status, body]).toMatchObject([400, { code: 'invalid-input' }]);
      expect(ErrorData.safeParse(body).error?.issues).toBeUndefined();
    }
    expect(await bare.trace()).toEqual(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a dossier received over HTTP is there on the screens, and its PDF is the archived one', async () => {
    const { client } = await signInOverHttp(host.startAddress, person('clerk'));
    const { dossier } = await client.dossiers.receive(exampleReception());
    const papers = async () => (await client.dossiers.get({ id: dossier.id })).papers;
    await vi.waitFor(async () => expect(await papers()).toHaveLength(1), { timeout: 30_000, interval: 100 });
    const [paper] = await papers();
    const { pdfBase64 } = await client.dossiers.paperPdf({ paperId: paper?.id ?? '' });
    const pdf = Buffer.from(pdfBase64, 'base64');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(paper?.sha256);
    const screen = await bare.signedIn('clerk');
    expect((await screen.dossiers.get({ id: dossier.id })).dossier).toEqual(dossier);
  });
});

describe('the OpenAPI document', () => {
  type Operation = {
    operationId: string;
    summary: string;
    description: string;
    'x-roles': unknown;
    security: object[];
    responses: Record<string, { description: string }>;
  };
  type Document = { openapi: string; paths: Record<string, { post: Operation }> };

  it('names every procedure that plain HTTP offers, with roles and the errors it declares', async () => {
    const document = (await (await fetch(`${host.address}/openapi.json`)).json()) as Document;
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument(host.address))));
    expect(Object.keys(document.paths)).toEqual(plain.map(({ name }) => `/api/${name.replace('.', '/')}`));
    for (const { name, access, errors } of plain) {
      const operation = document.paths[`/api/${name.replace('.', '/')}`]?.post;
      expect(operation).toMatchObject({ operationId: name, 'x-roles': access });
      expect([name, operation?.summary]).not.toEqual([name, '']);
      expect(operation?.description.length).toBeGreaterThan(20);
      for (const code of errors) {
        if (!isErrorCode(code)) throw new Error(code);
        expect(operation?.responses[String(httpStatusOf(code))]?.description).toContain(`\`${code}\``);
      }
    }
  });

  it('refers to nothing that is not in it', () => {
    const text = JSON.stringify(openApiDocument('http://127.0.0.1:1'));
    const references = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference));
    expect([...references]).toEqual(['#/components/schemas/Error']);
    expect(text).not.toContain('"$schema"');
  });
});
