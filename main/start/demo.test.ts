import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createIds, systemClock } from '#main/host/index.ts';
import type { OfficeClient } from '#office/index.ts';
import { openDemoDirectory } from './demo-directory.ts';
import { openDemoOffice } from './demo-people.ts';
import { StartRefused } from './say.ts';

let parent = '';
let directory = '';
const ids = createIds(systemClock);

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'tram-demo-'));
  directory = path.join(parent, 'new', 'demo');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const SAMPLE = [
  { login: 'canbo', name: 'Bùi Thị Mẫu', role: 'clerk', password: 'p1' },
  { login: 'quantri', name: 'Đinh Văn Mẫu', role: 'administrator', password: 'p2' },
] as const;

/** An office as far as a start on sample data sees it. */
function fakeClient(phase: 'new' | 'locked') {
  const calls = {
    createSample: vi.fn(async () => ({ people: SAMPLE, recoveryKey: 'KEY' })),
    recover: vi.fn(async () => ({})),
    setPassword: vi.fn(async () => ({})),
    signOut: vi.fn(async () => ({})),
  };
  const client = {
    session: { state: async () => ({ phase }), recover: calls.recover, signOut: calls.signOut },
    setup: { createSample: calls.createSample },
    users: {
      list: async () => ({ users: SAMPLE.map((person, index) => ({ ...person, id: `u${index}` })) }),
      setPassword: calls.setPassword,
    },
  } as unknown as OfficeClient;
  return { client, calls };
}

test('a new directory is made and taken again, any other is refused', async () => {
  const marker = await openDemoDirectory(directory);
  expect(marker.recoveryKey).toBeNull();
  expect(await openDemoDirectory(directory)).toEqual(marker);
  const foreign = path.join(parent, 'foreign');
  mkdirSync(foreign);
  await expect(openDemoDirectory(foreign)).rejects.toBeInstanceOf(StartRefused);
  for (const text of ['', '{}', '{"madeBy":"somebody"}', 'not json']) {
    writeFileSync(path.join(foreign, 'du-lieu-mau.json'), text);
    await expect(openDemoDirectory(foreign)).rejects.toBeInstanceOf(StartRefused);
  }
  await expect(openDemoDirectory(path.join(directory, 'du-lieu-mau.json'))).rejects.toBeInstanceOf(
    StartRefused,
  );
});

test('the first start creates the sample and shows its passwords without keeping them', async () => {
  const marker = await openDemoDirectory(directory);
  const { client, calls } = fakeClient('new');
  const people = await openDemoOffice({ client, directory, marker, tree: 'two-tier', ids });
  expect(people).toEqual(SAMPLE.map((person) => ({ ...person })));
  expect(calls.createSample).toHaveBeenCalledWith({ tree: 'two-tier' });
  const kept = readFileSync(path.join(directory, 'du-lieu-mau.json'), 'utf8');
  expect(kept).toContain('KEY');
  expect(kept).not.toContain('p1');
});

test('a later start keeps the data and gives everybody a fresh password', async () => {
  const first = await openDemoDirectory(directory);
  await openDemoOffice({
    client: fakeClient('new').client,
    directory,
    marker: first,
    tree: 'three-tier',
    ids,
  });
  const marker = await openDemoDirectory(directory);
  const { client, calls } = fakeClient('locked');
  const people = await openDemoOffice({ client, directory, marker, tree: 'three-tier', ids });
  expect(calls.createSample).not.toHaveBeenCalled();
  const [clerk, administrator] = people;
  expect(new Set(people.map((person) => person.password)).size).toBe(2);
  expect(clerk?.password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  expect(calls.recover).toHaveBeenCalledWith({
    recoveryKey: 'KEY',
    login: 'quantri',
    password: administrator?.password,
  });
  expect(calls.setPassword.mock.calls).toEqual([[{ id: 'u0', password: clerk?.password }]]);
  expect(calls.signOut).toHaveBeenCalledOnce();
});

test('a sample that was never finished is named, not guessed at', async () => {
  const marker = await openDemoDirectory(directory);
  const { client } = fakeClient('locked');
  await expect(openDemoOffice({ client, directory, marker, tree: 'three-tier', ids })).rejects.toBeInstanceOf(
    StartRefused,
  );
});

test('the tree that is asked for must be the one that is there; not naming one takes what is there', async () => {
  const marker = await openDemoDirectory(directory);
  const first = fakeClient('new');
  await openDemoOffice({ client: first.client, directory, marker, tree: 'two-tier', ids });
  const again = await openDemoDirectory(directory);
  expect(again.tree).toBe('two-tier');
  const open = (tree: 'three-tier' | 'two-tier' | null) =>
    openDemoOffice({ client: fakeClient('locked').client, directory, marker: again, tree, ids });
  await expect(open('three-tier')).rejects.toThrow(/two-tier, không phải three-tier[\s\S]*not three-tier/);
  expect(await open('two-tier')).toHaveLength(2);
  expect(await open(null)).toHaveLength(2);
  // Made before the tree was noted: whoever insists on one is told that nobody knows.
  const old = { ...again, tree: null };
  await expect(
    openDemoOffice({ client: fakeClient('locked').client, directory, marker: old, tree: 'two-tier', ids }),
  ).rejects.toThrow('không rõ');
});

test('another recovery key than the first ends with what to do; other failures are not hidden behind it', async () => {
  const marker = { ...(await openDemoDirectory(directory)), recoveryKey: 'KEY', people: [...SAMPLE] };
  const { client, calls } = fakeClient('locked');
  const open = () => openDemoOffice({ client, directory, marker, tree: null, ids });
  calls.recover.mockRejectedValueOnce(Object.assign(new Error('no'), { code: 'wrong-recovery-key' }));
  await expect(open()).rejects.toThrow(/không có --demo[\s\S]*without --demo/);
  calls.recover.mockRejectedValueOnce(Object.assign(new Error('disk'), { code: 'storage-full' }));
  await expect(open()).rejects.toThrow('disk');
});

test('three tiers are set up when nobody names a tree', async () => {
  const marker = await openDemoDirectory(directory);
  const { client, calls } = fakeClient('new');
  await openDemoOffice({ client, directory, marker, tree: null, ids });
  expect(calls.createSample).toHaveBeenCalledWith({ tree: 'three-tier' });
});

test('a file where the directory should be is called a file', async () => {
  const file = path.join(parent, 'tệp');
  writeFileSync(file, '');
  await expect(openDemoDirectory(file)).rejects.toThrow('là một tệp');
});
