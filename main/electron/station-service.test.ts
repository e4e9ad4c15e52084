import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { startStation } from '#main/station/index.ts';
import type { FromStationChild, ToStationChild } from './station-messages.ts';
import { serveStationParent } from './station-service.ts';

type Options = Parameters<typeof startStation>[0];

let directory = '';
let tell: (data: ToStationChild, ports?: MessagePortMain[]) => void;
let told: FromStationChild[];
let started: Options[];
let ended: number[];
let taken: number[];
const close = vi.fn(async () => undefined);
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tram-station-'));
  told = [];
  started = [];
  ended = [];
  taken = [];
  close.mockClear();
  serveStationParent(
    {
      on: (_event, listener) => {
        tell = (data, ports = []) => listener({ data, ports });
      },
      postMessage: (message) => told.push(message),
    },
    {
      async startStation(options) {
        started.push(options);
        if (taken.includes(options.port)) throw Object.assign(new Error('taken'), { code: 'EADDRINUSE' });
        const address = `http://127.0.0.1:${options.port || 41_234}`;
        return {
          address,
          startAddress: `${address}/?start=long`,
          makeOpenAddress: () => `${address}/?start=once`,
          standing: () => ({ kind: 'away' }),
          tokenPlace: () => null,
          trust: async () => false,
          close,
        };
      },
      end: (code) => ended.push(code),
    },
  );
});
afterEach(async () => {
  tell({ kind: 'close' });
  await vi.waitFor(() => expect(ended.length).toBeGreaterThan(0));
  rmSync(directory, { recursive: true, force: true });
});

const config = (office = '192.168.1.10') => ({
  directory,
  office,
  code: null,
  fingerprint: null,
  resourcesDirectory: '/app/resources',
});

test('starts the station with an address that is good once, at the port of last time, and ends it', async () => {
  tell({ kind: 'start', config: config() });
  await vi.waitFor(() =>
    expect(told).toEqual([{ kind: 'ready', startAddress: 'http://127.0.0.1:41234/?start=once' }]),
  );
  expect(started[0]).toMatchObject({ port: 0, office: { host: '192.168.1.10', port: 8443 } });
  expect(JSON.parse(readFileSync(path.join(directory, 'web-port.json'), 'utf8'))).toEqual({ port: 41_234 });
  tell({ kind: 'close' });
  await vi.waitFor(() => expect(ended).toEqual([0]));
  expect(close).toHaveBeenCalledOnce();
});

test('takes another port where the one of last time is taken', async () => {
  tell({ kind: 'start', config: config() });
  await vi.waitFor(() => expect(told).toHaveLength(1));
  tell({ kind: 'close' });
  await vi.waitFor(() => expect(ended).toHaveLength(1));
  taken = [41_234];
  tell({ kind: 'start', config: config() });
  await vi.waitFor(() => expect(started.map(({ port }) => port)).toEqual([0, 41_234, 0]));
});

test('an address that is none is refused in words', async () => {
  tell({ kind: 'start', config: config('http://x') });
  await vi.waitFor(() =>
    expect(told).toEqual([
      { kind: 'refused', message: expect.stringContaining('Địa chỉ của máy chính không đúng') },
    ]),
  );
});

test('secrets are sealed by the main process; digits are told', async () => {
  tell({ kind: 'start', config: config() });
  await vi.waitFor(() => expect(started).toHaveLength(1));
  const sealed = started[0]?.secrets?.seal(new Uint8Array([1]));
  const request = told.find((message) => message.kind === 'request');
  expect(request).toMatchObject({ request: { call: 'seal' } });
  tell({
    kind: 'answer',
    id: request?.kind === 'request' ? request.id : 0,
    ok: true,
    value: new Uint8Array([2]),
  });
  expect(await sealed).toEqual(new Uint8Array([2]));
  const opened = started[0]?.secrets?.open(new Uint8Array([2]));
  const second = told.filter((message) => message.kind === 'request').at(-1);
  tell({ kind: 'answer', id: second?.kind === 'request' ? second.id : 0, ok: false, message: 'basic_text' });
  await expect(opened).rejects.toThrow('basic_text');
  started[0]?.tell({ kind: 'digits', digits: '4711' });
  expect(told.at(-1)).toEqual({ kind: 'digits', digits: '4711' });
});

test('a process for a module is started by the main process, which brings its port and tells its end', async () => {
  tell({ kind: 'start', config: config() });
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]?.resourcesDirectory).toBe('/app/resources');
  const asked = started[0]?.startTokenModule?.();
  expect(told.at(-1)).toEqual({ kind: 'start-module', id: 1 });
  const port = { postMessage: vi.fn(), on: vi.fn(), start: vi.fn(), close: vi.fn() };
  tell({ kind: 'module', id: 1 }, [port as unknown as MessagePortMain]);
  const module = await asked;
  module?.send({ call: 'list' });
  expect(port.postMessage).toHaveBeenCalledWith({ call: 'list' });
  const gone = vi.fn();
  module?.onExit(gone);
  tell({ kind: 'module-ended', id: 1 });
  expect(gone).toHaveBeenCalledOnce();
  const second = started[0]?.startTokenModule?.();
  tell({ kind: 'module', id: 2 }, [port as unknown as MessagePortMain]);
  (await second)?.kill();
  expect(told.at(-1)).toEqual({ kind: 'end-module', id: 2 });
});
