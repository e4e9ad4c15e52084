import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

const read = (line: string, environment: Record<string, string> = {}) =>
  readArguments(line === '' ? [] : line.split(' '), environment);
const commandOf = (line: string) => {
  const result = read(line);
  return result.ok ? result.value.command : null;
};

describe('the command line of a province', () => {
  it('serves this machine alone unless told otherwise', () => {
    expect(commandOf('')).toEqual({
      command: 'serve',
      demo: false,
      port: 8440,
      host: '127.0.0.1',
      name: null,
      tls: null,
      trustProxy: null,
    });
    expect(
      commandOf('--demo --port 0 --tls-cert a.pem --tls-key b.pem --trust-proxy 10.0.0.1'),
    ).toMatchObject({
      demo: true,
      port: 0,
      tls: { cert: 'a.pem', key: 'b.pem' },
      trustProxy: '10.0.0.1',
    });
  });

  it('takes the database from the line, the folder, or the environment, in that order', () => {
    const place = (line: string) => {
      const result = read(line, { DATABASE_URL: 'postgres://env' });
      return result.ok ? result.value.place : null;
    };
    expect(place('')).toEqual({ databaseUrl: 'postgres://env', directory: null });
    expect(place('--database-url postgres://line')).toEqual({
      databaseUrl: 'postgres://line',
      directory: null,
    });
    expect(place('--directory here')).toEqual({ databaseUrl: null, directory: 'here' });
    expect(place('--directory here --database-url x')).toBeNull();
  });

  it('knows every command', () => {
    expect(commandOf('import a.tram --answer b.tram')).toEqual({
      command: 'import',
      file: 'a.tram',
      answer: 'b.tram',
    });
    expect(commandOf('invite Xã --first-serial 20000')).toMatchObject({
      firstSerial: 20_000,
      lastSerial: 20_000,
    });
    expect(commandOf('invite --again o-1')).toEqual({ command: 'invite-again', office: 'o-1' });
    expect(commandOf('enrol-request a')).toMatchObject({ answer: null, fingerprint: null });
    expect(commandOf('enrol-request a --fingerprint 123 --answer b')).toMatchObject({ fingerprint: '123' });
    expect(commandOf('revoke o-1')).toEqual({ command: 'revoke', office: 'o-1' });
    expect(commandOf('publish-pack forms f --title T --effective-from 2026-12-01 --source QĐ')).toMatchObject(
      {
        kind: 'forms',
      },
    );
    expect(commandOf('rotate-keys --end-present')).toEqual({ command: 'rotate-keys', endPresent: true });
    expect(commandOf('--help')).toEqual({ command: 'help' });
  });

  it.each([
    'import a',
    'import --answer b',
    'invite',
    'invite Xã Lương',
    'invite Xã --lease-days 0',
    'enrol-request a --fingerprint 123',
    'publish-pack songs f --title T --effective-from 2026-12-01 --source Q',
    'publish-pack forms f --title T --effective-from tomorrow --source Q',
    '--port 99999',
    '--tls-cert a',
    '--no-such',
    'frob',
  ])('says what is wrong with: %s', (line) => {
    const result = read(line);
    expect(result).toMatchObject({ ok: false });
    if (!result.ok) expect(result.error).toContain('Cách dùng');
  });
});
