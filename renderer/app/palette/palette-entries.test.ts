import { describe, expect, it } from 'vitest';
import type { SignedInUser } from '#shared/contract/index.ts';
import { screensOf } from '../screens-of.ts';
import { type Entry, matchEntries } from './palette-entries.ts';

const entry = (title: string): Entry => ({
  id: title,
  group: 'screens',
  title,
  detail: '',
  keys: null,
  run: () => {},
});
const entries = ['Tiếp nhận', 'Hồ sơ', 'Máy in', 'Đổi mật khẩu'].map(entry);
const titles = (query: string): string[] => matchEntries(entries, query).map((one) => one.title);

describe('the palette', () => {
  it('matches words in any order, with or without diacritics', () => {
    expect(titles('nhan tiep')).toEqual(['Tiếp nhận']);
    expect(titles('ĐỔI')).toEqual(['Đổi mật khẩu']);
    expect(titles('doi mat')).toEqual(['Đổi mật khẩu']);
    expect(titles('')).toHaveLength(4);
    expect(titles('quét')).toEqual([]);
  });

  it('reaches only screens that the role may open, each by its own key', () => {
    const paths = (role: SignedInUser['role']): string[] => screensOf(role).map((screen) => screen.path);
    expect(paths('clerk')).toEqual([
      '/receive',
      '/certify',
      '/find',
      '/sign',
      '/verify',
      '/fee-receipts',
      '/outbox',
    ]);
    expect(paths('administrator')).toEqual([
      '/receive',
      '/certify',
      '/find',
      '/sign',
      '/verify',
      '/fee-receipts',
      '/outbox',
      '/admin/hall',
      '/admin/lan',
      '/admin/users',
      '/admin/printing',
      '/admin/devices',
      '/admin/tokens',
      '/admin/keys',
      '/admin/province',
      '/packs',
      '/leases',
      '/admin/integrity',
      '/admin/copies',
      '/admin/numbers',
      '/admin/erasure',
    ]);
    const keys = screensOf('administrator').map((screen) => screen.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
