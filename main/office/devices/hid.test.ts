import { expect, it } from 'vitest';
import { type HidInterface, listHidDevices } from './hid.ts';

const listing = (interfaces: HidInterface[]) => async () => ({ devicesAsync: async () => interfaces });

it('shows one device once, with what it is', async () => {
  const gun = { vendorId: 0x0c2e, productId: 0x0b61, manufacturer: 'Honeywell', product: 'Scanner ' };
  const { devices } = await listHidDevices(
    listing([
      { ...gun, usagePage: 1, usage: 6 },
      { ...gun, usagePage: 0x8c, usage: 2 },
      { ...gun, usagePage: 0x8c, usage: 2 },
      { vendorId: 0x1050, productId: 0x0407, usagePage: 0xf1d0, usage: 1 },
    ]),
  );
  expect(devices).toEqual([
    {
      description: 'Honeywell – Scanner ',
      vendorId: '0c2e',
      productId: '0b61',
      kinds: ['keyboard', 'scanner'],
    },
    { description: '', vendorId: '1050', productId: '0407', kinds: ['token'] },
  ]);
});

it('says which part is missing, and that the system refused', async () => {
  expect(await listHidDevices(() => Promise.reject(new Error('no prebuild')))).toEqual({
    devices: [],
    problem: 'module-missing',
  });
  const refusing = async () => ({ devicesAsync: () => Promise.reject(new Error('no')) });
  expect((await listHidDevices(refusing)).problem).toBe('failed');
});

it('the real one lists what this PC has, or says why not', async () => {
  const { problem } = await listHidDevices();
  expect([null, 'failed']).toContain(problem);
});
