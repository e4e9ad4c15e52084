import { readdirSync, readFileSync } from 'node:fs';
import { containerSha256 } from '#main/parcels/index.ts';
import { type Ids, officeDate } from '#shared/base/index.ts';
import type { PackPayload } from '#shared/exchange/index.ts';
import { type Invitation, inviteOffice, type NewOffice } from '../enrol/index.ts';
import { publishPack } from '../packs/index.ts';
import { createPerson } from '../people/index.ts';
import type { Province } from '../province.ts';

/** Sample offices of a province that nobody has; the numbers of each are its own. */
const OFFICES: readonly NewOffice[] = [
  { name: 'UBND xã Lương Sơn (dữ liệu mẫu)', agencyCode: 'H28.31', codeFormat: 'current-4' },
  { name: 'UBND xã Kim Bôi (dữ liệu mẫu)', agencyCode: 'H28.32', codeFormat: 'current-4' },
  { name: 'UBND phường Hòa Bình (dữ liệu mẫu)', agencyCode: 'H28.33', codeFormat: 'current-4' },
];

/** What a first look needs: who may sign in, and the codes of the sample offices. */
export type Demo = {
  administrator: { login: string; password: string };
  offices: { name: string; code: string; expires: string }[];
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
  const invitations: [NewOffice, Invitation][] = [];
  for (const office of OFFICES) invitations.push([office, await inviteOffice(province, office)]);
  return {
    administrator: { login: 'quantri', password },
    offices: invitations.map(([{ name }, { code, expiresAt }]) => ({
      name,
      code,
      expires: officeDate(Date.parse(expiresAt)),
    })),
  };
}

/** A pack to look at: the forms that ship with the workstation. */
async function publishForms(province: Province): Promise<void> {
  const folder = new URL('../../../resources/forms/', import.meta.url);
  const content = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
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
