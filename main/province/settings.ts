import { z } from 'zod';
import type { Sql } from './store/index.ts';

/** What an administrator of the province decides for its pages, and what offices are told of it. */
export const ProvinceSettings = z.object({
  /** Where these pages and the offices reach this server, `https://…`; empty: only by stick and on this machine. */
  address: z.string(),
  /** The national portal, where the law has dossiers looked up (NĐ 118/2025 art. 17(3) as amended by NĐ 309/2026). */
  portal: z.string(),
  lookup: z.object({
    open: z.boolean(),
    /** The legal ground on which this province opens a look-up of its own; needed while it is open. */
    ground: z.string(),
  }),
  /** Whether a result is on time until the due minute (as counted nationally) or until the end of the due day. */
  onTime: z.enum(['minute', 'day']),
});
export type ProvinceSettings = z.infer<typeof ProvinceSettings>;

const DEFAULTS: ProvinceSettings = {
  address: '',
  portal: 'https://dichvucong.gov.vn',
  lookup: { open: false, ground: '' },
  onTime: 'minute',
};

/** The settings as they are; what nobody set yet is as it ships. */
export async function readSettings(sql: Sql): Promise<ProvinceSettings> {
  const [row] = await sql.query<{ value: string }>(`select value from settings where key = 'province'`);
  if (row === undefined) return DEFAULTS;
  return ProvinceSettings.parse({ ...DEFAULTS, ...(JSON.parse(row.value) as Partial<ProvinceSettings>) });
}

export async function writeSettings(sql: Sql, settings: ProvinceSettings): Promise<void> {
  await sql.query(
    `insert into settings (key, value) values ('province', $1)
     on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(ProvinceSettings.parse(settings))],
  );
}

/** The name of the province as every page shows it. */
export async function provinceName(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ name: string }>('select name from province');
  return row === undefined || row.name === '' ? 'Máy chủ của tỉnh' : row.name;
}

/**
 * Where offices and citizens find this province, as each enrolment and each answer tells them (P22); null: nowhere. A
 * look-up is there while it is open on a stated ground and the server knows where it is reached.
 */
export async function provinceAddresses(
  sql: Sql,
): Promise<{ lookup: string | null; address: string | null }> {
  const { address, lookup } = await readSettings(sql);
  if (address === '') return { lookup: null, address: null };
  const isOpen = lookup.open && lookup.ground.trim() !== '';
  return { address, lookup: isOpen ? `${address}${LOOKUP_PATH}` : null };
}

/** Where a receipt's QR leads. */
export const LOOKUP_PATH = '/tra-cuu';
