import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createJournal, type Journal } from '#office/journal/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import {
  createTestClock,
  createTestIds,
  openTemporaryDatabase,
  type TemporaryDatabase,
} from '#test/fixtures/database.ts';
import { sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { createRoots, type Roots, rootsProjector } from './roots.ts';

let t: TemporaryDatabase;
let journal: Journal;
let roots: Roots;
beforeEach(() => {
  t = openTemporaryDatabase();
  journal = createJournal({
    db: t.db,
    kinds: entryKinds,
    projectors: [rootsProjector],
    identity: { office: 'office-1', station: 'station-1' },
    clock: createTestClock(Date.UTC(2026, 10, 22)),
    ids: createTestIds(),
  });
  roots = createRoots({ db: t.db, journal, office: 'office-1' });
});
afterEach(() => t.remove());

const nameOf = (id: string) => `tên của ${id}`;

it('is shown with its fingerprint, trusted when that was compared, once, and removed again', async () => {
  const { root } = await sharedSigningPki();
  const pem = readFileSync(root.certificateFile);
  const { certificate, known } = roots.read(pem);
  expect(known).toBe(false);
  expect(certificate).toMatchObject({ owner: root.commonName, selfSigned: true, authority: true });
  expect(() => roots.add(pem, 'f'.repeat(64), 'u1')).toThrow('không phải là chứng thư vừa đối chiếu');
  expect(roots.ders()).toEqual([]);
  roots.add(pem, certificate.fingerprint, 'u1');
  // PEM and DER are the same certificate.
  roots.add(root.der, certificate.fingerprint, 'u2');
  expect(roots.ders().map((der) => Buffer.from(der).equals(root.der))).toEqual([true]);
  expect(roots.list(nameOf)).toMatchObject([
    { fingerprint: certificate.fingerprint, source: 'added', addedBy: 'tên của u1' },
  ]);
  expect(roots.read(pem).known).toBe(true);
  const before = journal.viewDigests();
  expect(journal.rebuild().finished).toBe(true);
  expect(journal.viewDigests()).toEqual(before);
  roots.remove(certificate.fingerprint, 'u1');
  expect(roots.ders()).toEqual([]);
  expect(() => roots.remove(certificate.fingerprint, 'u1')).toThrow('Không tìm thấy');
});

it('is no certificate of a person, and no other file', async () => {
  const { clerk } = await sharedSigningPki();
  const { certificate } = roots.read(clerk.der);
  expect(() => roots.add(clerk.der, certificate.fingerprint, 'u1')).toThrow(
    'không phải là chứng thư của nơi cấp',
  );
  expect(() => roots.read(Buffer.from('nothing'))).toThrow('không có chứng thư đọc được');
});
