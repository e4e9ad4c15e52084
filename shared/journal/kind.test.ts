import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createKindRegistry, defineEntryKind } from './kind.ts';
import { entryKinds } from './kinds/list.ts';

const joined = defineEntryKind({
  kind: 'member-joined',
  chain: 'exchange',
  v: 3,
  body: z.strictObject({ names: z.array(z.string()), rackets: z.int() }),
  upcasters: {
    1: (body) => ({ ...z.object({ name: z.string() }).parse(body), rackets: 1 }),
    2: (body) => {
      const { name, rackets } = z.object({ name: z.string(), rackets: z.int() }).parse(body);
      return { names: [name], rackets };
    },
  },
});
const registry = createKindRegistry([joined]);

describe('reading', () => {
  it('J13 reads every old version through its upcasters', () => {
    const present = { known: true, kind: joined };
    expect(registry.read('member-joined', 1, { name: 'An' })).toEqual({
      ...present,
      body: { names: ['An'], rackets: 1 },
    });
    expect(registry.read('member-joined', 2, { name: 'An', rackets: 4 })).toEqual({
      ...present,
      body: { names: ['An'], rackets: 4 },
    });
    expect(registry.read('member-joined', 3, { names: [], rackets: 0 })).toEqual({
      ...present,
      body: { names: [], rackets: 0 },
    });
  });

  it('J13 throws when a known version does not have its shape', () => {
    expect(() => registry.read('member-joined', 1, { nom: 'An' })).toThrow(z.ZodError);
    expect(() => registry.read('member-joined', 3, { names: 'An', rackets: 0 })).toThrow(z.ZodError);
  });

  it('J14 carries an unknown kind and a newer version', () => {
    expect(registry.read('court-built', 1, {})).toEqual({ known: false, reason: 'unknown-kind' });
    expect(registry.read('member-joined', 4, {})).toEqual({ known: false, reason: 'newer-version' });
  });
});

describe('defining', () => {
  const body = z.string();
  it('J13 refuses a missing or surplus upcaster', () => {
    expect(() => defineEntryKind({ kind: 'a', chain: 'local', v: 2, body })).toThrow(/upcasters/);
    expect(() =>
      defineEntryKind({ kind: 'a', chain: 'local', v: 1, body, upcasters: { 1: (x) => x } }),
    ).toThrow(/upcasters/);
  });

  it('refuses names that are not kebab-case, odd versions and doubles', () => {
    expect(() => defineEntryKind({ kind: 'memberJoined', chain: 'local', v: 1, body })).toThrow(/kebab-case/);
    expect(() => defineEntryKind({ kind: 'a', chain: 'local', v: 0, body })).toThrow(/version/);
    expect(() => createKindRegistry([joined, joined])).toThrow(/twice/);
  });

  it('holds for every kind of this release', () => {
    expect(() => createKindRegistry(entryKinds)).not.toThrow();
    expect(createKindRegistry(entryKinds).find('erased')?.chain).toBe('exchange');
  });
});
