import { describe, expect, it } from 'vitest';
import { createSerialTransport, LineError, pathOfDevice } from '#office/devices/index.ts';
import { openSerialCable } from '../simulators/printer-cables.ts';
import { hasSocat, NEEDS_SOCAT } from '../simulators/socat.ts';
import { ticketPrinterContract } from './ticket-printer.suite.ts';

describe.skipIf(!hasSocat)(`ticket printer contract: serial (${NEEDS_SOCAT})`, () =>
  ticketPrinterContract(async (emulator) => {
    const cable = await openSerialCable(emulator);
    if (!('path' in cable.address)) throw new Error('no port');
    return {
      ...cable,
      transport: createSerialTransport({ path: cable.address.path, match: null, baud: 115200 }),
    };
  }),
);

describe('a serial port', () => {
  it.each([
    ['/dev/tram-no-such-port', 'port-missing'],
    ['/dev/null', 'port-unusable'],
  ] as const)('%s can not be opened: %s', async (path, problem) => {
    const opened = createSerialTransport({ path, match: null, baud: 9600 }).open();
    await expect(opened).rejects.toMatchObject({ problem });
    await expect(opened).rejects.toBeInstanceOf(LineError);
  });

  it.skipIf(!hasSocat)(`in use by another is told so (${NEEDS_SOCAT})`, async () => {
    const { createEmulator } = await import('#office/devices/index.ts');
    const emulator = createEmulator({
      dots: 384,
      memory: {
        glyph: () => ({ width: 12, height: 24, bytes: new Uint8Array(48) }),
        qr: () => ({ width: 0, height: 0, bytes: new Uint8Array() }),
      },
    });
    const cable = await openSerialCable(emulator);
    const settings = { path: 'path' in cable.address ? cable.address.path : '', match: null, baud: 9600 };
    const line = await createSerialTransport(settings).open();
    await expect(createSerialTransport(settings).open()).rejects.toMatchObject({ problem: 'port-busy' });
    expect(await line.modem()).toBeNull();
    await line.close();
    await cable.end();
  });

  it('is found again by what the device says of itself, wherever it is plugged in', () => {
    const match = { serialNumber: 'LAB0001', vendorId: '0403', productId: '6001' };
    const port = (path: string, serialNumber: string | null, vendorId = '0403') => ({
      path,
      description: '',
      match: { serialNumber, vendorId, productId: '6001' },
    });
    const at = (...ports: Parameters<typeof pathOfDevice>[0] & object) =>
      pathOfDevice(ports, { path: '/dev/ttyUSB0', match });
    expect(at(port('/dev/ttyUSB0', 'LAB0002'), port('/dev/ttyUSB1', 'LAB0001'))).toBe('/dev/ttyUSB1');
    // Another of the same make in its place is a replacement only where it is alone.
    expect(at(port('/dev/ttyUSB3', 'LAB0009'))).toBe('/dev/ttyUSB3');
    expect(at(port('/dev/ttyUSB0', 'LAB0002'), port('/dev/ttyUSB1', 'LAB0003'))).toBe('/dev/ttyUSB0');
    // Two cheap ones without serial numbers: the one at its path; of one that moved nothing is known.
    const cheap = { path: '/dev/ttyUSB1', match: { ...match, serialNumber: null } };
    const two = [port('/dev/ttyUSB0', null), port('/dev/ttyUSB1', null)];
    expect(pathOfDevice(two, cheap)).toBe('/dev/ttyUSB1');
    expect(pathOfDevice([port('/dev/ttyUSB0', null)], cheap)).toBe('/dev/ttyUSB0');
    // Something else sits at the old path.
    expect(at(port('/dev/ttyUSB0', 'X', '1a86'))).toBeNull();
    expect(at()).toBe('/dev/ttyUSB0');
    expect(pathOfDevice(null, { path: '/dev/ttyS0', match })).toBe('/dev/ttyS0');
    expect(pathOfDevice([], { path: '/dev/ttyS0', match: null })).toBe('/dev/ttyS0');
  });
});
