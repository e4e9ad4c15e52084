import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OfficeClient } from '#office/index.ts';

/** A screen's connection, at the nearest boundary a host lets a test reach. */
export type HostConnection = {
  client: OfficeClient;
  /** Sends what is no call at all. */
  sendJunk(junk: string | Uint8Array<ArrayBuffer>): void;
  /** Settles when the connection is gone, by whomever. */
  closed: Promise<void>;
  close(): void;
};

/** A host on a data directory. */
export type RunningHost = {
  connect(): Promise<HostConnection>;
  /** Ends it as a person would; the directory can be opened again afterwards. */
  stop(): Promise<void>;
};

const SAMPLE = { tree: 'three-tier' } as const;

/** What every host must do for the screens, whatever carries the calls. */
export function describeHost(name: string, start: (dataDirectory: string) => Promise<RunningHost>): void {
  describe(`a host: ${name}`, () => {
    let directory = '';
    let host: RunningHost;
    beforeEach(async () => {
      directory = mkdtempSync(path.join(tmpdir(), 'tram-host-'));
      host = await start(directory);
    });
    afterEach(async () => {
      await host.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    /** Sets the sample office up and returns its clerk. */
    async function setUp(client: OfficeClient): Promise<{ login: string; password: string }> {
      const { people } = await client.setup.createSample(SAMPLE);
      const clerk = people.find((person) => person.role === 'clerk');
      if (clerk === undefined) throw new Error('no clerk in the sample');
      return { login: clerk.login, password: clerk.password };
    }

    test('connect, ask, close, connect again, take the session up', async () => {
      const first = await host.connect();
      expect(await first.client.session.state({})).toMatchObject({ phase: 'new', user: null });
      const clerk = await setUp(first.client);
      const { token, user } = await first.client.session.signIn(clerk);
      expect((await first.client.catalog.search({ query: 'khai sinh', limit: 5 })).total).toBeGreaterThan(0);
      first.close();
      await first.closed;

      const second = await host.connect();
      expect((await second.client.session.state({})).user).toBeNull();
      await expect(second.client.status.get({})).rejects.toMatchObject({ code: 'signed-out' });
      expect((await second.client.session.resume({ token })).user).toEqual(user);
      expect((await second.client.session.state({})).user).toEqual(user);
      second.close();
    });

    test('each connection has its own session', async () => {
      const [one, other] = await Promise.all([host.connect(), host.connect()]);
      const clerk = await setUp(one.client);
      await one.client.session.signIn(clerk);
      expect((await one.client.session.state({})).user?.login).toBe(clerk.login);
      expect((await other.client.session.state({})).user).toBeNull();
      one.close();
      await one.closed;
      expect((await other.client.session.state({})).phase).toBe('ready');
      other.close();
    });

    test('many calls at once are each answered with their own result', async () => {
      const connection = await host.connect();
      const clerk = await setUp(connection.client);
      await connection.client.session.signIn(clerk);
      const limits = Array.from({ length: 20 }, (_, index) => index + 1);
      const answers = await Promise.all(
        limits.map((limit) => connection.client.catalog.search({ query: 'cấp', limit })),
      );
      expect(answers.map(({ hits }) => hits.length)).toEqual(limits);
      connection.close();
    });

    test('bad input is an error with a code; what is no call at all harms nobody', async () => {
      const connection = await host.connect();
      const bystander = await host.connect();
      await expect(
        connection.client.session.signIn({ login: '', password: 7 } as never),
      ).rejects.toMatchObject({ code: 'invalid-input' });
      for (const junk of [
        '',
        'junk',
        '[]',
        '{"i":',
        '{"i":"1","t":1}',
        'null',
        new Uint8Array([255, 0, 1]),
      ]) {
        connection.sendJunk(junk);
      }
      expect((await connection.client.session.state({})).phase).toBe('new');
      expect((await bystander.client.session.state({})).phase).toBe('new');
      connection.close();
      bystander.close();
    });

    test('events arrive while the connection lives, and end with it', async () => {
      const connection = await host.connect();
      const clerk = await setUp(connection.client);
      await connection.client.session.signIn(clerk);
      const events = await connection.client.status.events({});
      const ended = (async () => {
        const kinds: string[] = [];
        try {
          for await (const event of events) {
            kinds.push(event.kind);
            connection.close();
          }
        } catch {
          // Cut off in the middle is an end as good as any.
        }
        return kinds;
      })();
      await connection.client.session.signOut({}).catch(() => undefined);
      await connection.closed;
      expect((await ended).length).toBeLessThanOrEqual(2);
    });

    test('a host that stops tells its screens; the next one finds the same office', async () => {
      const connection = await host.connect();
      const clerk = await setUp(connection.client);
      await host.stop();
      await vi.waitFor(() => connection.closed);
      host = await start(directory);
      const again = await host.connect();
      expect((await again.client.session.state({})).phase).toBe('locked');
      await again.client.session.signIn(clerk);
      expect((await again.client.session.state({})).phase).toBe('ready');
      again.close();
    });

    test('a directory that is open is not opened twice', async () => {
      await expect(start(directory)).rejects.toThrow(`${process.pid}`);
      const connection = await host.connect();
      expect((await connection.client.session.state({})).phase).toBe('new');
      connection.close();
    });
  });
}
