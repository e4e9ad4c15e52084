import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemIds } from '#test/fixtures/office.ts';
import { sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { paperDocumentId } from './documents.ts';
import {
  createTestToken,
  realSigning,
  type SigningOffice,
  startSigningOffice,
  type TestToken,
} from './testing.oracle.ts';

vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const PATIENCE = { timeout: 40_000, interval: 20 };

let office: SigningOffice;
let token: TestToken;
beforeAll(async () => {
  office = await startSigningOffice();
});
beforeEach(async () => {
  await office.reopen();
  token = createTestToken((await sharedSigningPki()).organisation);
  office.sessions.set('s1', token);
  office.told.length = 0;
});
afterAll(() => office.end());

function start(
  documentIds: string[],
  more: Partial<Parameters<SigningOffice['room']['batches']['start']>[0]> = {},
) {
  return office.room.batches.start(
    {
      requestId: systemIds.id(),
      session: 's1',
      certificate: '01',
      role: 'organisation',
      documentIds,
      ...more,
    },
    office.actor,
  );
}
const paperOf = (dossierId: string) => paperDocumentId(dossierId, 1);
const papers = (count: number) => Array.from({ length: count }, () => paperOf(office.receive()));
const statesOf = (batch: { rows: { state: string }[] }) => batch.rows.map(({ state }) => state);

describe('a batch', () => {
  it('signs every file with one session, keeps the originals, and tells how far it is', async () => {
    const ids = papers(3);
    const batch = await office.settled(start(ids).id);
    expect(batch).toMatchObject({ state: 'done', total: 3, signed: 3, next: null, trouble: null });
    expect([token.signed, token.closed]).toEqual([3, 1]);
    for (const id of ids) {
      const original = await office.room.readFile(id, 'original');
      const signed = await office.room.readFile(id, 'newest');
      expect(signed.pdf.length).toBeGreaterThan(original.pdf.length);
      expect(Buffer.from(signed.pdf).subarray(0, original.pdf.length).equals(original.pdf)).toBe(true);
      expect(signed.fileName).toMatch(/^Giấy tiếp nhận .*_da-ky\.pdf$/);
    }
    const progress = office.told.flatMap((one) => (one === null ? [] : [one.signed]));
    expect(progress).toEqual([...progress].sort());
    expect(progress.at(-1)).toBe(3);
  });

  it('stops at the first error of the token and goes on at that very file', async () => {
    const ids = papers(4);
    token.before = () => {
      if (token.signed === 2) token.fails = 'token-removed';
    };
    const stopped = await office.settled(start(ids).id);
    expect(statesOf(stopped)).toEqual(['signed', 'signed', 'waiting', 'waiting']);
    expect(stopped).toMatchObject({
      state: 'paused',
      next: 3,
      trouble: {
        problem: 'token',
        tokenProblem: 'token-removed',
        message: expect.stringContaining('rút ra'),
      },
    });
    const again = createTestToken((await sharedSigningPki()).organisation);
    office.sessions.set('s2', again);
    // Another person may go on: from there on it is their signature.
    const other = { ...office.actor, id: 'u-other', name: 'Trần Văn Hai' };
    office.room.batches.resume({ batchId: stopped.id, session: 's2', certificate: '01' }, other);
    const done = await office.settled(stopped.id);
    expect(done).toMatchObject({ state: 'done', signed: 4 });
    expect(again.signed).toBe(2);
    const actors = ids.map((id) => {
      const { items } = office.open().journal.history(id.split('.')[1] ?? '', { limit: 5 });
      return items.find(({ entry }) => entry.kind === 'document-signed')?.entry.actor;
    });
    expect(actors).toEqual(['u-clerk', 'u-clerk', 'u-other', 'u-other']);
    for (const id of ids)
      expect((await office.room.documentsOf(id.split('.')[1] ?? ''))[0]?.signatures).toHaveLength(1);
  });

  it('goes on only with the certificate it began with', async () => {
    token.fails = 'token-removed';
    const stopped = await office.settled(start(papers(1)).id);
    office.sessions.set('other', createTestToken((await sharedSigningPki()).clerk));
    expect(() =>
      office.room.batches.resume({ batchId: stopped.id, session: 'other', certificate: '01' }, office.actor),
    ).toThrow(/Hãy cắm đúng USB ký số/);
    expect(() =>
      office.room.batches.resume({ batchId: stopped.id, session: 'none', certificate: '01' }, office.actor),
    ).toThrow('nhập mã PIN');
  });

  it('answers a repeated request with the batch it made', async () => {
    const requestId = systemIds.id();
    const ids = papers(1);
    const first = await office.settled(start(ids, { requestId }).id);
    expect(start(ids, { requestId }).id).toBe(first.id);
    expect(token.signed).toBe(1);
  });

  it('signs nothing twice by the same certificate in the same role, and does for another role', async () => {
    const ids = papers(1);
    await office.settled(start(ids).id);
    const again = await office.settled(start(ids).id);
    expect(again.rows[0]).toMatchObject({ state: 'skipped', trouble: { problem: 'already-signed' } });
    const person = await office.settled(start(ids, { role: 'person' }).id);
    expect(person.rows[0]?.state).toBe('signed');
    expect(token.signed).toBe(2);
  });

  it('signs what another batch made of the same file meanwhile, and loses neither signature', async () => {
    const [id = ''] = papers(1);
    const gate = Promise.withResolvers<void>();
    token.before = () => gate.promise;
    const second = createTestToken((await sharedSigningPki()).clerk);
    office.sessions.set('s2', second);
    const one = start([id]);
    const other = start([id], { session: 's2', role: 'person' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    gate.resolve();
    await office.settled(one.id);
    await office.settled(other.id);
    const { pdf } = await office.room.readFile(id, 'newest');
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/%signed /g),
    ).toHaveLength(2);
  });

  it('does not record what was made before somebody else signed: the newest file has every signature', async () => {
    const { db, printing } = office.open();
    let [broken, wanted] = [false, true];
    const full = () => {
      throw Object.assign(new Error('full'), { code: 'database-full' });
    };
    await office.reopen({
      db: { ...db, transaction: (work) => (broken ? full() : db.transaction(work)) },
      archive: {
        ...printing.archive,
        async write(bytes) {
          const hash = await printing.archive.write(bytes);
          broken = wanted && Buffer.from(bytes).includes('%signed');
          return hash;
        },
      },
    });
    const [id = ''] = papers(1);
    const cut = start([id]);
    await vi.waitFor(() => expect(token.closed).toBe(1), PATIENCE);
    [broken, wanted] = [false, false];
    office.sessions.set('s2', createTestToken((await sharedSigningPki()).clerk));
    await office.settled(start([id], { session: 's2', role: 'person' }).id);
    const { sha256 } = await office.room.readFile(id, 'newest');
    // Only now somebody looks after the first one, whose end could not be written.
    const left = await office.room.batches.stop(cut.id, false);
    expect(left).toMatchObject({ state: 'paused', rows: [{ state: 'waiting' }] });
    expect((await office.room.readFile(id, 'newest')).sha256).toBe(sha256);
    office.room.batches.resume({ batchId: cut.id, session: 's1', certificate: '01' }, office.actor);
    await office.settled(cut.id);
    const { pdf } = await office.room.readFile(id, 'newest');
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/%signed /g),
    ).toHaveLength(2);
  });

  it('signs of a document only the file that was shown', async () => {
    const [id = '', same = ''] = papers(2);
    const seen = async (documentId: string) => ({
      documentId,
      sha256: (await office.room.readFile(documentId, 'newest')).sha256,
    });
    const shown = [await seen(id), await seen(same)];
    await office.settled(start([id], { role: 'person' }).id);
    const batch = await office.settled(start([id, same], { shown }).id);
    expect(batch.rows.map(({ state, trouble }) => [state, trouble?.problem ?? null])).toEqual([
      ['failed', 'changed'],
      ['signed', null],
    ]);
    expect((await office.settled(start([id], { shown: [await seen(id)] }).id)).signed).toBe(1);
  });

  it('stops when asked to, is given up, and a single file may be left out', async () => {
    const ids = papers(4);
    const gate = Promise.withResolvers<void>();
    let waiting = false;
    token.before = () => {
      if (token.signed !== 1) return;
      waiting = true;
      return gate.promise;
    };
    const { id } = start(ids);
    await vi.waitFor(() => expect(waiting).toBe(true), PATIENCE);
    expect(office.room.batches.get(id).rows[1]?.state).toBe('signing');
    expect(() => office.room.batches.skip(id, 4)).toThrow('đang ký');
    const stopping = office.room.batches.stop(id, false);
    gate.resolve();
    const stopped = await stopping;
    expect(statesOf(stopped)).toEqual(['signed', 'signed', 'waiting', 'waiting']);
    expect(stopped.trouble?.problem).toBe('stopped');
    expect(statesOf(office.room.batches.skip(id, 3))).toEqual(['signed', 'signed', 'skipped', 'waiting']);
    expect(await office.room.batches.stop(id, true)).toMatchObject({ state: 'done', skipped: 2 });
  });

  it('goes on behind a file that can not be signed', async () => {
    const broken = await office.room.attachments.add(
      {
        requestId: systemIds.id(),
        dossierId: null,
        title: 'Hỏng',
        fileName: 'hong.pdf',
        pdf: Buffer.from('%PDF-1.7 x'),
      },
      'u1',
    );
    const { pdf } = await realSigning();
    await office.reopen({ pdf });
    const batch = await office.settled(start([broken.id, ...papers(1)]).id);
    expect(batch.rows.map(({ state, trouble }) => [state, trouble?.problem ?? null])).toEqual([
      ['failed', 'broken'],
      ['signed', null],
    ]);
  });
});

describe('the program ends in the middle', () => {
  it.each(['before the archive', 'after the archive'] as const)(
    '%s: nothing is lost, nothing signed twice',
    async (when) => {
      const { printing } = office.open();
      const archive = printing.archive;
      let cut = false;
      // As kill -9: from this write on nothing of that room comes through.
      const dead = office.openAnew({
        archive: {
          ...archive,
          async write(bytes) {
            if (!Buffer.from(bytes).includes('%signed')) return archive.write(bytes);
            if (when === 'after the archive') await archive.write(bytes);
            cut = true;
            return new Promise<string>(() => undefined);
          },
        },
      });
      const ids = papers(2);
      const batch = dead.batches.start(
        {
          requestId: systemIds.id(),
          session: 's1',
          certificate: '01',
          role: 'organisation',
          documentIds: ids,
        },
        office.actor,
      );
      await vi.waitFor(() => expect(cut).toBe(true), PATIENCE);
      office.abandon(dead);
      const anew = office.openAnew({ archive });
      const found = anew.batches.get(batch.id);
      expect(found.state).toBe('paused');
      expect(statesOf(found)).toEqual(
        when === 'after the archive' ? ['signed', 'waiting'] : ['waiting', 'waiting'],
      );
      office.room = anew;
      anew.batches.resume({ batchId: batch.id, session: 's1', certificate: '01' }, office.actor);
      expect(await office.settled(batch.id)).toMatchObject({ state: 'done', signed: 2 });
      for (const id of ids) expect(anew.documentsOf(id.split('.')[1] ?? '')[0]?.signatures).toHaveLength(1);
      const before = office.open().journal.viewDigests();
      expect(office.open().journal.rebuild().finished).toBe(true);
      expect(office.open().journal.viewDigests()).toEqual(before);
    },
  );
});

describe('what is signed', () => {
  it('stands in the journal and is told in the history of the dossier', async () => {
    const dossierId = office.receive();
    await office.settled(start([paperOf(dossierId)]).id);
    const { items } = office.open().journal.history(dossierId, { limit: 10 });
    const entry = items.find((item) => item.entry.kind === 'document-signed');
    expect(entry?.entry.chain).toBe('exchange');
    expect(entry?.content).toMatchObject({
      state: 'known',
      body: {
        role: 'organisation',
        tokenKind: 'pkcs11',
        training: false,
        timestamp: 'pending',
        certificate: { owner: expect.any(String) },
      },
    });
  });

  it('is a real PDF signature when the room does its work', async () => {
    const { pdf } = await realSigning();
    await office.reopen({ pdf });
    const id = paperOf(office.receive());
    await office.settled(start([id]).id);
    const signed = await office.room.readFile(id, 'newest');
    expect(Buffer.from(signed.pdf).includes('ETSI.CAdES.detached')).toBe(true);
    expect(office.room.documentsOf(id.split('.')[1] ?? '')[0]?.signatures[0]?.certificate.owner).not.toBe('');
  });

  it('by a software token is training and counts in no share', async () => {
    office.sessions.set('soft', createTestToken((await sharedSigningPki()).organisation, 'software'));
    const [one, two] = papers(2);
    const month = office.open().today().slice(0, 7);
    const before = office.room.share(month).signed;
    await office.settled(start([one ?? ''], { session: 'soft' }).id);
    expect(office.room.share(month).signed).toBe(before);
    await office.settled(start([two ?? '']).id);
    const share = office.room.share(month);
    expect(share.signed).toBe(before + 1);
    expect(share.fields.reduce((sum, field) => sum + field.dossiers, 0)).toBe(share.dossiers);
  });
});
