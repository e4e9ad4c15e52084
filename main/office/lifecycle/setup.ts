import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { officeDate } from '#shared/base/index.ts';
import type { OfficeProfile, Role } from '#shared/contract/index.ts';
import { isCodeFormatInForce } from '#shared/dossier/index.ts';
import {
  officeConfigured,
  serialRangeGranted,
  settingChanged,
  stationBegun,
  userCreated,
  userSignedIn,
} from '#shared/journal/index.ts';
import { Provinces, SampleOffice } from '#shared/offices/index.ts';
import { loadCodeFormats } from '../dossiers/index.ts';
import type { ConnectionOrigin } from '../ports.ts';
import { createKeyring, isWeakPassword } from '../users/index.ts';
import type { OfficeCore, SignIn } from './core.ts';
import { keyringPlaces, officeFiles } from './files.ts';
import { OfficeError } from './office-error.ts';
import { type OpenOffice, openOffice } from './open.ts';

type NewPerson = { login: string; name: string; role: Role; counter: string; password: string };

type SetupPlan = {
  profile: OfficeProfile;
  sample: boolean;
  units: unknown;
  people: NewPerson[];
  /** From where the administrator is signed in at once; null: nobody is. */
  signedInFrom: ConnectionOrigin['host'] | null;
};

export type SamplePeople = { login: string; name: string; role: Role; password: string }[];

/** What the wizard offers; all of it data. */
export function setupOptions(core: OfficeCore) {
  const today = officeDate(core.ports.clock.now());
  const directory = path.join(core.ports.resourcesDirectory, 'offices');
  const provinces = Provinces.parse(readJson(path.join(directory, 'provinces.json')));
  return {
    provinces: provinces.provinces.map(({ id, name, agencyCode }) => ({ id, label: name, agencyCode })),
    codeFormats: loadCodeFormats(core.ports.resourcesDirectory)
      .filter((format) => format.issuedByOffices && isCodeFormatInForce(format, today))
      .map(({ key, label, example }) => ({ key, label, example })),
    samples: (['three-tier', 'two-tier'] as const).map((key) => {
      const { title, description } = loadSample(core, key);
      return { key, title, description };
    }),
    defaultLookUpAddress: provinces.defaultLookUpAddress,
  };
}

/** Creates a real office with its first administrator, who is signed in at once. */
export async function createOffice(
  core: OfficeCore,
  input: {
    office: Omit<OfficeProfile, 'id'>;
    administrator: { login: string; name: string; password: string };
  },
  from: ConnectionOrigin,
): Promise<SignIn & { recoveryKey: string }> {
  refuseWhenSetUp(core);
  const { administrator } = input;
  if (isWeakPassword(administrator.password, administrator.login)) {
    throw new OfficeError('weak-password', { field: 'administrator.password' });
  }
  checkAgencyCode(core, input.office);
  const person: NewPerson = { ...administrator, role: 'administrator', counter: '' };
  const profile = { ...input.office, id: core.ports.ids.id() };
  const { recoveryKey, userIds } = await setUp(core, {
    profile,
    sample: false,
    units: null,
    people: [person],
    signedInFrom: from.host,
  });
  const [userId] = userIds;
  if (userId === undefined) throw new Error('an office without its administrator');
  return { ...core.openSession(userId), recoveryKey };
}

/** Creates an office on invented data. Passwords are made fresh and told once. */
export async function createSample(
  core: OfficeCore,
  tree: 'three-tier' | 'two-tier',
): Promise<{ people: SamplePeople; recoveryKey: string }> {
  refuseWhenSetUp(core);
  const sample = loadSample(core, tree);
  const people = sample.people.map((person) => ({ ...person, password: freshPassword(core) }));
  const { recoveryKey } = await setUp(core, {
    profile: sample.office,
    sample: true,
    units: sample.units,
    people,
    signedInFrom: null,
  });
  return { people: people.map(({ counter: _counter, ...person }) => person), recoveryKey };
}

function refuseWhenSetUp(core: OfficeCore): void {
  if (core.phase() !== 'new' || settingUp.has(core)) throw new OfficeError('already-set-up');
}

/**
 * Key, keyring, database, first entries. The keyring gets its final name last: before that the office does not exist,
 * after that nothing may fail, for the recovery key would never be shown. What a power cut left of an earlier try is
 * put aside, never deleted.
 */
async function setUp(core: OfficeCore, plan: SetupPlan): Promise<{ recoveryKey: string; userIds: string[] }> {
  refuseWhenSetUp(core);
  settingUp.add(core);
  try {
    const { ids, secrets, dataDirectory } = core.ports;
    const files = officeFiles(dataDirectory);
    // The database before the keyring: a database without any keyring would be taken for one that lost its own.
    putAside(
      [files.database, `${files.database}-wal`, `${files.database}-shm`, files.unfinishedKeyring],
      ids.id(),
    );
    const key = ids.bytes(32);
    const made = await createKeyring(
      { file: files.unfinishedKeyring, copy: null, ids, secrets, deriveKey: core.deriveKey },
      { office: plan.profile.id, station: ids.id(), madeAt: core.ports.clock.now() },
      key,
    );
    const people = plan.people.map((person) => ({ ...person, id: ids.id() }));
    for (const person of people) {
      await made.keyring.setPassword({ ...person, active: true }, person.password, key);
    }
    const office = await openOffice(core.ports, files, made.keyring, key, core.events, core.stations);
    try {
      writeFirstEntries(core, office, plan, people);
      // Before the office exists: a power cut between the two must not make it look like a copy of itself.
      await office.marks.flush();
      core.adopt(made.finish(keyringPlaces(files)), office);
    } catch (error) {
      await office.close();
      throw error;
    }
    return { recoveryKey: made.recoveryKey, userIds: people.map((person) => person.id) };
  } finally {
    settingUp.delete(core);
  }
}

/** What a new office knows from its first moment: itself, its people, its serials, the shipped catalogue. */
function writeFirstEntries(
  core: OfficeCore,
  office: OpenOffice,
  plan: SetupPlan,
  people: (NewPerson & { id: string })[],
): void {
  const actor = people.find((person) => person.role === 'administrator')?.id ?? 'setup';
  office.db.transaction((tx) => {
    const append = office.journal.appendInTx;
    append(tx, {
      kind: officeConfigured,
      actor,
      subject: plan.profile.id,
      body: { profile: plan.profile, sample: plan.sample },
    });
    if (plan.units !== null) {
      const value = JSON.parse(JSON.stringify(plan.units));
      append(tx, {
        kind: settingChanged,
        actor,
        subject: plan.profile.id,
        body: { key: 'org-units', value },
      });
    }
    for (const { password: _password, ...person } of people) {
      append(tx, { kind: userCreated, actor, subject: person.id, body: person });
    }
    append(tx, {
      kind: serialRangeGranted,
      actor,
      subject: plan.profile.id,
      body: {
        agencyCode: plan.profile.agencyCode,
        codeFormat: plan.profile.codeFormat,
        // From long ago, so that a clock set back to before this day still finds a number.
        firstDay: '2000-01-01',
        lastDay: null,
        firstSerial: 1,
        lastSerial: lastSerialOf(core, plan.profile.codeFormat),
        issuer: 'own',
      },
    });
    office.catalog.applyShippedInTx(tx, actor);
    append(tx, {
      kind: stationBegun,
      actor,
      subject: plan.profile.id,
      body: {
        station: office.station,
        previous: null,
        reason: 'set-up',
        machine: core.ports.marks?.machine ?? null,
        lastInside: null,
        lastOutside: null,
        missing: [],
      },
    });
    if (plan.signedInFrom !== null) {
      append(tx, {
        kind: userSignedIn,
        actor,
        subject: actor,
        body: { id: actor, host: plan.signedInFrom },
      });
    }
  });
}

/** Two screens pressing the button at once must not make two offices. */
const settingUp = new WeakSet<OfficeCore>();

/** A standalone office issues all serials that the format can hold. */
function lastSerialOf(core: OfficeCore, codeFormat: string): number {
  const format = loadCodeFormats(core.ports.resourcesDirectory).find(
    (candidate) => candidate.key === codeFormat,
  );
  if (format === undefined) throw new OfficeError('invalid-input', { field: 'office.codeFormat' });
  return 10 ** format.serialDigits - 1;
}

function checkAgencyCode(core: OfficeCore, office: { agencyCode: string; codeFormat: string }): void {
  const format = loadCodeFormats(core.ports.resourcesDirectory).find(({ key }) => key === office.codeFormat);
  if (format === undefined || !format.issuedByOffices) {
    throw new OfficeError('invalid-input', {
      field: 'office.codeFormat',
      message: 'Hãy chọn kiểu mã hồ sơ.',
    });
  }
  if (!new RegExp(`^(?:${format.agencyPattern})$`).test(office.agencyCode)) {
    throw new OfficeError('invalid-input', {
      field: 'office.agencyCode',
      message: `Mã cơ quan không hợp với kiểu mã đã chọn. Xem ví dụ: ${format.example}.`,
    });
  }
}

function putAside(files: readonly string[], suffix: string): void {
  for (const file of files) if (existsSync(file)) renameSync(file, `${file}.unfinished-${suffix}`);
}

/** Fifteen characters of Crockford base 32 in groups: 75 bits, easy to read off a screen. */
function freshPassword(core: OfficeCore): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const characters = [...core.ports.ids.bytes(15)].map((byte) => alphabet.charAt(byte & 31)).join('');
  return (characters.match(/.{5}/g) ?? []).join('-');
}

function loadSample(core: OfficeCore, key: string): SampleOffice {
  return SampleOffice.parse(
    readJson(path.join(core.ports.resourcesDirectory, 'offices', `sample-${key}.json`)),
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
