import { type KeyPair, makeKeyPair, writeContainer } from '#main/parcels/index.ts';
import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import {
  carryRun,
  type Head,
  type OfficeParcel,
  PARCEL_VERSION,
  type ReadEntry,
} from '#shared/exchange/index.ts';
import {
  bodyHash,
  canonicalJson,
  type Entry,
  envelopeHash,
  FIRST_PREV,
  type Sha256,
} from '#shared/journal/index.ts';
import { createRandom } from '../fixtures/random.ts';
import { createSeededIds } from '../fixtures/seeded-ids.ts';
import { agencyOf, officeOf } from './province-fill.ts';

const YEAR_MS = 365 * 86_400_000;

/** An office that has something to send. */
export type LoadOffice = {
  id: string;
  agencyCode: string;
  key: KeyPair;
  station: string;
  /** The next entries of its chain: real receptions under its own ids and numbers. */
  write(count: number): ReadEntry[];
};

type Body = {
  dossier: Record<string, unknown>;
  serial: { agencyCode: string; day: string; number: number };
  request: Record<string, unknown>;
};

/** Makes offices; bodies are those that an office's own rooms made, under fresh ids, codes and times. */
export function makeLoadOffices(
  count: number,
  seed: number,
  templates: readonly string[],
  sha256: Sha256,
): LoadOffice[] {
  const clock = { now: () => Date.now() };
  const ids = createSeededIds(seed, clock);
  const random = createRandom(seed);
  const bodies = templates.map((text) => JSON.parse(text) as Body);
  const now = clock.now();
  const during = { validFrom: officeTimestamp(now - YEAR_MS), validTo: officeTimestamp(now + YEAR_MS) };
  return Array.from({ length: count }, (_, n): LoadOffice => {
    const id = officeOf(n);
    const agencyCode = agencyOf(n);
    const station = `today-${n}`;
    let last: Entry | undefined;
    let number = 0;
    return {
      id,
      agencyCode,
      key: makeKeyPair('sign', during),
      station,
      write: (entries) =>
        Array.from({ length: entries }, () => {
          number += 1;
          const time = Math.max(now, (last?.mono ?? 0) + 20_000);
          const day = officeDate(time);
          const receivedAt = officeTimestamp(time);
          const dossier = ids.id();
          const code = `${agencyCode}-${day.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`;
          const body = random.pick(bodies);
          const text = canonicalJson({
            dossier: {
              ...body.dossier,
              id: dossier,
              codes: [{ code, kind: 'own' }],
              receivedAt,
              clockStartedAt: receivedAt,
              sample: false,
            },
            serial: { agencyCode, day, number },
            request: { ...body.request, id: ids.id() },
          });
          const salt = ids.bytes(16);
          const envelope: Omit<Entry, 'hash'> = {
            chain: 'exchange',
            office: id,
            station,
            seq: (last?.seq ?? 0) + 1,
            at: officeTimestamp(time),
            mono: time,
            actor: 'person-1',
            subject: dossier,
            kind: 'dossier-received',
            v: 3,
            bodyHash: bodyHash(salt, text, sha256),
            prev: last?.hash ?? FIRST_PREV,
          };
          last = { ...envelope, hash: envelopeHash(envelope, sha256) };
          return { entry: last, salt, body: text };
        }),
    };
  });
}

/** A signed parcel of entries, as an office with that past and cursor sends it. */
export async function signedParcel(
  office: LoadOffice,
  province: string,
  entries: readonly ReadEntry[],
  past: { head: Head | null; after: number },
): Promise<Uint8Array> {
  const run = carryRun(entries);
  const own = { station: office.station, seq: run.first + entries.length - 1, hash: run.last };
  const payload: OfficeParcel = {
    type: 'office-parcel',
    v: PARCEL_VERSION,
    id: `${office.id}.${run.first}`,
    from: office.id,
    to: province,
    created: officeTimestamp(Date.now()),
    program: { version: '0.0.0-proof' },
    runs: [run],
    heads: past.head === null ? [own] : [past.head, own],
    after: past.after,
    asks: { leases: [], retry: [], packs: [], days: [] },
  };
  return await writeContainer(payload, office.key);
}
