import { expect, it } from 'vitest';
import { findPort } from '#shared/devices/index.ts';
import { isPortPath } from './port-of.ts';

const match = { serialNumber: 'S1', vendorId: '0403', productId: '6001' };
const port = (path: string, serialNumber: string | null = 'S1', vendorId = '0403') => ({
  path,
  description: '',
  match: { serialNumber, vendorId, productId: '6001' },
});

it('finds a device again by its serial number, wherever it is plugged in', () => {
  const ports = [port('COM3', 'S2'), port('COM7')];
  expect(findPort(ports, { path: 'COM3', match })?.path).toBe('COM7');
});

it('takes the only one of its make, and of several the one at its port', () => {
  expect(findPort([port('COM9', null)], { path: 'COM3', match })?.path).toBe('COM9');
  const two = [port('COM3', 'S8'), port('COM4', 'S9')];
  expect(findPort(two, { path: 'COM4', match })?.path).toBe('COM4');
  expect(findPort(two, { path: 'COM5', match })).toBeUndefined();
  expect(findPort([port('COM3', 'S1', '1a86')], { path: 'COM3', match })).toBeUndefined();
});

it('takes names of ports and nothing that could be another file', () => {
  expect(['COM3', '/dev/ttyUSB0', '/dev/serial/by-id/usb-FTDI'].every(isPortPath)).toBe(true);
  expect(['', 'ttyUSB0', '/etc/passwd', '/dev/../etc/passwd', '-x'].some(isPortPath)).toBe(false);
});
