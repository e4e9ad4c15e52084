import { readdirSync, readFileSync } from 'node:fs';
import { containerSha256 } from '#main/parcels/index.ts';
import { type Ids, officeDate } from '#shared/base/index.ts';
import type { PackPayload } from '#shared/exchange/index.ts';
import { SampleOffice } from '#shared/offices/index.ts';
import { inviteOffice, type NewOffice } from '../enrol/index.ts';
import { publishPack } from '../packs/index.ts';
import { createPerson } from '../people/index.ts';
import type { Province } from '../province.ts';

/** Sample offices of a province that nobody has; the numbers of each are its own. */
const OTHER_OFFICES: readonly NewOffice[] = [
  { name: 'UBND xã Kim Bôi (dữ liệu mẫu)', agencyCode: 'H28.32', codeFormat: 'current-4' },
  { name: 'UBND phường Hòa Bình (dữ liệu mẫu)', agencyCode: 'H28.33', codeFormat: 'current-4' },
];

/** What a first look needs: who may sign in, and the codes of the sample offices. */
export type Demo = {
  administrator: { login: string; password: string };
  offices: DemoOffice[];
};

/** `isWorkstation`: the office of a workstation on sample data (`npm run dev`), whose numbers only this code fits. */
export type DemoOffice = {
  name: string;
  agencyCode: string;
  code: string;
  expires: string;
  isWorkstation: boolean;
};

/** Fills an empty province for a first look. The password is new each time and stands nowhere else. */
export async function fillDemo(province: Province): Promise<Demo> {
  const { ids } = province;
  const password = newPassword(ids);
  const made = await createPerson(province, {
    login: 'quantri',
    name: 'Quản trị viên (dữ liệu mẫu)',
    role: 'administrator',
    password,
  });
  if (!made.ok) throw new Error(made.error);
  await publishForms(province);
  const offices: DemoOffice[] = [];
  for (const { isWorkstation, ...office } of [
    ...workstationOffices().map((one) => ({ ...one, isWorkstation: true })),
    ...OTHER_OFFICES.map((one) => ({ ...one, isWorkstation: false })),
  ]) {
    const { code, expiresAt } = await inviteOffice(province, office);
    const { name, agencyCode = '' } = office;
    offices.push({ name, agencyCode, code, expires: officeDate(Date.parse(expiresAt)), isWorkstation });
  }
  return { administrator: { login: 'quantri', password }, offices };
}

/** The offices that a workstation on sample data can be: a province that knows them by other codes grants them nothing. */
function workstationOffices(): NewOffice[] {
  return readJsons('offices', 'sample-').map((json) => {
    const { name, agencyCode, codeFormat } = SampleOffice.parse(json).office;
    return { name: `${name} (dữ liệu mẫu)`, agencyCode, codeFormat };
  });
}

/** What ships in a folder of resources, by name. */
function readJsons(folder: string, prefix = ''): unknown[] {
  const at = new URL(`../../../resources/${folder}/`, import.meta.url);
  return readdirSync(at)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .sort()
    .map((name): unknown => JSON.parse(readFileSync(new URL(name, at), 'utf8')));
}

/** A pack to look at: the forms that ship with the workstation. */
async function publishForms(province: Province): Promise<void> {
  const content = readJsons('forms');
  const { sql, clock, id: provinceId } = province;
  const sign = (payload: PackPayload) => province.sign(payload);
  const published = await publishPack(
    { sql, clock, provinceId, sign, sha256: containerSha256 },
    {
      kind: 'forms',
      title: 'Mẫu giấy (dữ liệu mẫu)',
      effectiveFrom: officeDate(clock.now()),
      source: 'Dữ liệu mẫu: các mẫu đi kèm chương trình',
      content,
      by: 'dữ liệu mẫu',
    },
  );
  if (!published.ok) throw new Error(published.error);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of five that can be read aloud: 99 bits. */
function newPassword(ids: Pick<Ids, 'bytes'>): string {
  const letters = [...ids.bytes(20)].map((byte) => LETTERS.charAt(byte % LETTERS.length));
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join('')).join('-');
}
