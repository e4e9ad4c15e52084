import { expect, it } from 'vitest';
import { createDoctor } from './doctor.ts';
import { portsFor, SERIAL_PRINTER } from './testing.oracle.ts';

const STAYING = new AbortController().signal;

it('keeps of an address, a path and a serial number what kind they are', async () => {
  const { text } = await createDoctor(
    portsFor({ ticketPrinter: { ...SERIAL_PRINTER, path: '/tmp/may-in-chi-lan' } as never }),
  ).bundle([], STAYING);
  expect(text).not.toContain('chi-lan');
  expect(text).not.toContain('SN-778');
  expect(JSON.parse(text).settings.ticketPrinter).toEqual({
    kind: 'serial',
    baud: 115200,
    profile: 'mm80',
    answersStatus: true,
    port: 'another path',
    make: '0403:6001',
    bySerialNumber: true,
  });
  const network = {
    kind: 'tcp' as const,
    host: 'may-in-chi-lan.local',
    port: 9100,
    profile: 'mm80' as const,
    answersStatus: true,
  };
  const overLan = await createDoctor(portsFor({ ticketPrinter: network })).bundle([], STAYING);
  expect(overLan.text).not.toContain('chi-lan');
  expect(JSON.parse(overLan.text).settings.ticketPrinter).toMatchObject({ port: 9100, address: 'a name' });
});

it('keeps of an error where it happened, and nothing of what it says', async () => {
  const stack = [
    'Error: Nguyễn Thị Bích 017195004821',
    '    at Bích (file:///home/bich/main/office/dossiers/receive.ts:12:5)',
    '    at async file:///home/bich/main/office/router/index.ts:99:1',
    '    at native',
  ].join('\n');
  const { text, fileName } = await createDoctor(portsFor()).bundle(
    [
      {
        at: Date.UTC(2026, 10, 22),
        level: 'error',
        room: 'router',
        message: 'a procedure failed',
        data: {
          error: { name: 'Error', code: 'ENOENT', message: 'Nguyễn Thị Bích 017195004821', stack },
          job: 'Nguyễn Thị Bích',
        },
      },
    ],
    STAYING,
  );
  expect(fileName).toBe('tram-mot-cua-ho-tro-2026-11-22.json');
  expect(text).not.toMatch(/bích|bich|0171950/i);
  expect(JSON.parse(text).log).toEqual([
    {
      at: '2026-11-22T07:00:00.000+07:00',
      level: 'error',
      room: 'router',
      message: 'a procedure failed',
      error: { name: 'Error', code: 'ENOENT', places: ['receive.ts:12', 'index.ts:99'] },
    },
  ]);
});

it('tells the causes found, whoever asked for the bundle', async () => {
  const { text } = await createDoctor(portsFor({ free: 0.1e9 })).bundle([], STAYING);
  const { examination } = JSON.parse(text);
  expect(examination).toMatchObject({ complete: true });
  expect(examination.findings).toContainEqual({
    check: 'disk',
    verdict: 'broken',
    cause: 'nearly-full',
    freeGigabytes: 0.1,
  });
});

it('tells of an examination just made, and examines anew when that is old or the settings are others', async () => {
  const ports = portsFor();
  let now = ports.clock.now();
  let asked = 0;
  let baud: 9600 | 115200 = 115200;
  const doctor = createDoctor({
    ...ports,
    clock: { now: () => now },
    devices: {
      ...ports.devices,
      settings: async () => ({
        ticketPrinter: { ...SERIAL_PRINTER, baud } as typeof SERIAL_PRINTER,
        ticketTimeToLiveSeconds: 120,
      }),
      async hid() {
        asked += 1;
        return { devices: [], problem: null };
      },
    },
  });
  // Each bundle asks once for itself, each examination once more.
  const askedBy = async () => {
    const before = asked;
    await doctor.bundle([], STAYING);
    return asked - before;
  };
  expect(await askedBy()).toBe(2);
  now += 599_000;
  expect(await askedBy()).toBe(1);
  now += 2_000;
  expect(await askedBy()).toBe(2);
  baud = 9600;
  expect(await askedBy()).toBe(2);
  expect(await askedBy()).toBe(1);
});

it('is stopped with its examination, which is not kept', async () => {
  const ending = new AbortController();
  const ports = portsFor();
  let looked = 0;
  const doctor = createDoctor({
    ...ports,
    devices: {
      ...ports.devices,
      modules: () => {
        looked += 1;
        if (looked === 1) ending.abort();
        return ports.devices.modules();
      },
    },
  });
  await expect(doctor.bundle([], ending.signal)).rejects.toThrow('abort');
  expect(looked).toBe(1);
  const { text } = await doctor.bundle([], STAYING);
  expect(JSON.parse(text)).toMatchObject({ examination: { complete: true } });
});
