import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ExchangeDesk, openExchangeDesk } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { addressOf } from './address.ts';
import type { Transport } from './index.ts';

const nowhere: Transport = {
  call: () => Promise.reject(new Error('no line')),
  upload: () => Promise.reject(new Error('no line')),
  close: () => undefined,
};
let desk: ExchangeDesk;
beforeEach(() => {
  desk = openExchangeDesk({ clock: testClock('2026-11-22T10:00:00.000+07:00'), transport: nowhere });
});
afterEach(() => desk.remove());

it('P17 an address is encrypted, but on this very machine', () => {
  expect(addressOf(' tinh.example/ ')).toBe('https://tinh.example');
  expect(addressOf('https://tinh.example:8443/trao-doi/')).toBe('https://tinh.example:8443/trao-doi');
  for (const own of ['http://127.0.0.1:8440', 'http://localhost:8440', 'http://[::1]:8440'])
    expect(addressOf(own)).toBe(own);
  for (const wrong of [
    ...['', 'http://tinh.example', 'http://10.0.0.8:8440', 'HTTP://tinh.example', 'http://127.example'],
    ...['http://localhost.example', 'http://0.0.0.0', 'ftp://tinh.example', 'https://a:b@tinh.example'],
  ])
    expect(addressOf(wrong), wrong).toBeUndefined();
});

it('P17 an address that is not encrypted is refused with what to do, joining and in the settings', async () => {
  const address = 'http://tinh.example';
  await expect(
    desk.exchange.enrol({ address, code: 'AAAA-AAAA-AAAA', actor: 'admin' }),
  ).rejects.toMatchObject({ message: expect.stringContaining('https://tinh.example') });
  const { settings } = desk.exchange.overview();
  const change = (to: string) => () => desk.exchange.changeSettings({ ...settings, address: to }, 'admin');
  expect(change(address)).toThrow('https://tinh.example');
  expect(change('không phải địa chỉ')).toThrow('Hãy nhập dạng https://');
  expect(desk.exchange.overview().settings.address).toBe('');
  for (const good of ['tinh.example', '']) expect(change(good)).not.toThrow();
});
