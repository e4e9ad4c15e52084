import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TokenProblem } from '#shared/contract/index.ts';
import { systemIds } from '#test/fixtures/office.ts';
import { sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { PdfWorkError, type SigningPorts } from './ports.ts';
import type { Signing } from './signing.ts';
import { createTestToken, quickPdf, type SigningOffice, startSigningOffice } from './testing.oracle.ts';

vi.mock('#office/users/sealing.ts', async (original) => ({
  ...(await original<object>()),
  PASSWORD_COST: { algorithm: 'argon2id', memoryKiB: 64, iterations: 1, parallelism: 1 },
}));

const SEED = 20261122;
const CERTIFICATE = '01';

type Kind = 'good' | 'broken' | 'signed';
/** What happens at which digest, from 1. */
type Fault = { at: number; what: 'token' | 'cut-before' | 'cut-after' };

let office: SigningOffice;
/** Set by each run: what the token does at its n-th digest, n from 1, and whether the room is cut off there. */
let plan: readonly Fault[] = [];
let digests = 0;
/** Told when the room was cut off and does nothing any more. */
let cut: () => void = () => undefined;

beforeAll(async () => {
  office = await startSigningOffice();
});
afterAll(() => office.end());

/** What a batch must come to, said as plainly as can be: a list that is gone through by hand, digest by digest. */
function oracleOf(kinds: readonly Kind[], events: readonly Fault[]): { states: string[]; stops: number } {
  const states: string[] = kinds.map(() => 'waiting');
  let stops = 0;
  let asked = 0;
  for (let n = 0; n < kinds.length; ) {
    if (kinds[n] === 'signed') {
      states[n] = 'skipped';
      n += 1;
    } else if (kinds[n] === 'broken') {
      states[n] = 'failed';
      n += 1;
    } else {
      asked += 1;
      const event = events.find(({ at }) => at === asked);
      if (event !== undefined) stops += 1;
      // What lies in the archive was made, and only has to be recorded.
      if (event !== undefined && event.what !== 'cut-after') continue;
      states[n] = 'signed';
      n += 1;
    }
  }
  return { states, stops };
}

/** The archive of a program that ends at the file being signed now. */
function archiveThatIsCut(): Partial<SigningPorts> {
  const { archive } = office.open().printing;
  return {
    archive: {
      ...archive,
      async write(bytes) {
        const event = plan.find(({ at }) => at === digests);
        if (event === undefined || event.what === 'token' || !isSignedNow(bytes)) return archive.write(bytes);
        if (event.what === 'cut-after') await archive.write(bytes);
        cut();
        return new Promise<string>(() => undefined);
      },
    },
  };
}

let latest = '';
const isSignedNow = (bytes: Uint8Array) => latest !== '' && Buffer.from(bytes.subarray(-60)).includes(latest);

async function attach(name: string): Promise<string> {
  const pdf = Buffer.from(`%PDF-1.7\n${name} ${systemIds.id()}`);
  const { id } = await office.room.attachments.add(
    { requestId: systemIds.id(), dossierId: null, title: name, fileName: name, pdf },
    'u1',
  );
  return id;
}

describe('a batch through faults and cuts', () => {
  it('comes to what going through it by hand comes to; nothing is signed twice, nothing is left out', async () => {
    const pki = await sharedSigningPki();
    const token = createTestToken(pki.organisation);
    token.before = () => {
      digests += 1;
      token.fails = plan.some(({ at, what }) => at === digests && what === 'token')
        ? ('token-removed' satisfies TokenProblem)
        : null;
    };
    office.sessions.set('s', token);
    const pdf = {
      ...quickPdf,
      async sign(request: Parameters<typeof quickPdf.sign>[0]) {
        if (Buffer.from(request.pdf).includes('broken ')) throw new PdfWorkError('broken', null);
        const signed = await quickPdf.sign(request);
        latest = request.field;
        return signed;
      },
    };
    const open = (room: Signing) => {
      office.room = room;
      return room;
    };

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('good' as const, 'good' as const, 'broken' as const, 'signed' as const), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.uniqueArray(
          fc.record({
            at: fc.integer({ min: 1, max: 8 }),
            what: fc.constantFrom('token' as const, 'cut-before' as const, 'cut-after' as const),
          }),
          { maxLength: 4, selector: ({ at }) => at },
        ),
        async (kinds, events) => {
          plan = [];
          open(office.openAnew({ pdf, ...archiveThatIsCut() }));
          const ids: string[] = [];
          for (const kind of kinds) ids.push(await attach(kind));
          const signedBefore = ids.filter((_, index) => kinds[index] === 'signed');
          if (signedBefore.length > 0) {
            const { id } = begin(signedBefore);
            await office.settled(id);
          }
          digests = 0;
          plan = events;
          const before = token.signed;
          let stops = 0;
          const { id } = begin(ids);
          for (;;) {
            const halted = new Promise<'cut'>((resolve) => {
              cut = () => resolve('cut');
            });
            const outcome = await Promise.race([office.settled(id), halted]);
            if (outcome === 'cut') {
              office.abandon(office.room);
              open(office.openAnew({ pdf, ...archiveThatIsCut() }));
            }
            const batch = office.room.batches.get(id);
            if (batch.state === 'paused' || outcome === 'cut') stops += 1;
            if (batch.state === 'done') break;
            expect(batch.state).toBe('paused');
            expect(batch.next).toBe(batch.rows.findIndex(({ state }) => state === 'waiting') + 1);
            office.room.batches.resume({ batchId: id, session: 's', certificate: CERTIFICATE }, office.actor);
          }
          const batch = office.room.batches.get(id);
          const wanted = oracleOf(kinds, events);
          expect(batch.rows.map(({ state }) => state)).toEqual(wanted.states);
          expect(stops).toBe(wanted.stops);
          const made = wanted.states.filter((state) => state === 'signed').length;
          const lost = events.filter(({ at, what }) => what === 'cut-before' && at <= digests).length;
          expect(token.signed - before).toBe(made + lost);
          for (const [index, documentId] of ids.entries()) {
            const { pdf: file } = await office.room.readFile(documentId, 'newest');
            const marks =
              Buffer.from(file)
                .toString('latin1')
                .match(/%signed/g)?.length ?? 0;
            expect([index, marks]).toEqual([index, kinds[index] === 'broken' ? 0 : 1]);
          }
          office.abandon(office.room);
          await office.room.close();
        },
      ),
      { seed: SEED, numRuns: 25, endOnFailure: true },
    );
    const { journal } = office.open();
    const digest = journal.viewDigests();
    expect(journal.rebuild().finished).toBe(true);
    expect(journal.viewDigests()).toEqual(digest);
  }, 240_000);
});

function begin(documentIds: string[]) {
  return office.room.batches.start(
    { requestId: systemIds.id(), session: 's', certificate: CERTIFICATE, role: 'organisation', documentIds },
    office.actor,
  );
}
