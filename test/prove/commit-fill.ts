import { receiveDossier } from '#office/dossiers/index.ts';
import { officeDate, officeMinute, officeTimestamp } from '#shared/base/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { checkValue, type Dossier, formatDossierCode } from '#shared/dossier/index.ts';
import { dossierReceived } from '#shared/journal/index.ts';
import { person } from '../fixtures/people.ts';
import { createRandom, seededUuid } from '../fixtures/random.ts';
import { receptionOf } from '../fixtures/receptions.ts';
import { createSeededIds } from '../fixtures/seeded-ids.ts';
import type { CommitOffice, RawConnection } from './commit-office.ts';

const PER_TRANSACTION = 5_000;
const PER_DAY = 900;
const DAY_MS = 86_400_000;
/** People of the past must not be those who come while it is measured. */
export const PAST_SEED = 77;

/**
 * Fills the office with dossiers of the past, as if received one by one on the days before: through the journal and
 * its projectors, only many to a transaction. Patterns are the dossiers that the office itself made of each procedure.
 */
export function fill(
  opened: CommitOffice,
  procedures: readonly Procedure[],
  count: number,
  onProgress: (done: number) => void,
): void {
  const { office, actor, clock } = opened;
  const restore = hurry(opened.raw);
  const patterns = makePatterns(opened, procedures);
  const format = office.rules.codeFormats.find(({ key }) => key === office.settings().profile.codeFormat);
  if (format === undefined) throw new Error('the office has no code format');
  const { agencyCode } = office.settings().profile;
  const ids = createSeededIds(PAST_SEED, clock);
  const random = createRandom(PAST_SEED);
  const firstDay = clock.now() + DAY_MS;
  const registerOfYear = new Map<string, number>();
  for (let done = 0; done < count; ) {
    const end = Math.min(count, done + PER_TRANSACTION);
    office.db.transaction((tx) => {
      for (let index = done; index < end; index += 1) {
        const day = Math.floor(index / PER_DAY);
        const now = firstDay + day * DAY_MS + (index % PER_DAY) * 30_000;
        clock.set(now);
        const date = officeDate(now);
        const serial = 1 + (index % PER_DAY);
        const code = formatDossierCode(format, agencyCode, date, serial);
        if (!code.ok) throw new Error(code.error.message);
        const number = (registerOfYear.get(date.slice(0, 4)) ?? 0) + 1;
        registerOfYear.set(date.slice(0, 4), number);
        const pattern = random.pick(patterns);
        const comesAgain = index > 5_000 && random.below(3) === 0;
        const who = person(PAST_SEED, comesAgain ? random.below(index) : index);
        const receivedAt = officeTimestamp(now);
        const dossier: Omit<Dossier, 'state'> = {
          ...pattern,
          id: ids.id(),
          codes: [{ code: code.value, kind: 'own' }],
          checkValue: checkValue(ids.bytes(5)),
          applicant: {
            ...pattern.applicant,
            name: who.name,
            idNumber: who.number,
            oldNumber: who.oldNumber,
            birth: who.birth,
            sex: who.sex,
            address: who.address,
            issued: who.issued,
            phone: who.phone,
          },
          receivedAt,
          clockStartedAt: receivedAt,
          due: pattern.due && { ...pattern.due, at: officeMinute(now + 3 * DAY_MS) },
          register: { volume: `01/${date.slice(0, 4)}`, number },
        };
        office.journal.appendInTx(tx, {
          kind: dossierReceived,
          actor: actor.id,
          subject: dossier.id,
          body: {
            dossier,
            serial: { agencyCode, day: date, number: serial },
            request: { id: seededUuid(random, now), digest: 'f'.repeat(64) },
          },
          parsed: true,
        });
      }
    });
    done = end;
    onProgress(done);
  }
  restore();
}

/**
 * Settings for the filling alone, which nobody relies on: no waiting for the disk, fewer and larger steps of the search
 * index. Gives what puts the office's own settings back and the log into the file.
 */
function hurry(raw: RawConnection): () => void {
  const own = ['journal_mode', 'synchronous', 'secure_delete', 'cache_size'].map((name) => {
    return `${name}=${String(raw.pragma(name, { simple: true }))}`;
  });
  const setHashSize = (bytes: number) =>
    raw.exec(`insert into dossier_search (dossier_search, rank) values ('hashsize', ${bytes})`);
  for (const pragma of [
    'journal_mode=MEMORY',
    'synchronous=OFF',
    'secure_delete=OFF',
    'cache_size=-1048576',
  ]) {
    raw.pragma(pragma);
  }
  setHashSize(32 * 1024 * 1024);
  return () => {
    setHashSize(1024 * 1024);
    for (const pragma of own) raw.pragma(pragma);
    // The change of mode leaves the file read-locked until something is read from it.
    raw.prepare('select count(*) from sqlite_schema').get();
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.pragma('shrink_memory');
  };
}

/** How long before now an office must begin for so many dossiers, in milliseconds. */
export function pastOf(count: number): number {
  return (Math.ceil(count / PER_DAY) + 3) * DAY_MS;
}

/** One dossier of each procedure, received by the office itself. */
function makePatterns(
  { office, actor }: CommitOffice,
  procedures: readonly Procedure[],
): Omit<Dossier, 'state'>[] {
  const random = createRandom(PAST_SEED + 1);
  return procedures.map((procedure, index) => {
    const input = receptionOf(procedure, person(PAST_SEED + 1, index), seededUuid(random, index));
    const { state: _state, ...dossier } = receiveDossier(office.receivePorts, input, actor).dossier;
    return dossier;
  });
}
