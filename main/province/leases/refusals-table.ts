import type { LeaseRequest } from '#shared/exchange/index.ts';
import type { Sql } from '../store/index.ts';

/** Why a station got no numbers when it last asked. */
export type LeaseRefusal = { code: string; message: string; at: string };

type Asked = Pick<LeaseRequest, 'station' | 'agencyCode' | 'codeFormat'>;

export async function noteRefusal(
  tx: Sql,
  office: string,
  asked: Asked,
  refusal: LeaseRefusal,
): Promise<void> {
  await tx.query(
    `insert into lease_refusals (office, station, agency_code, code_format, code, message, at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (office, station, agency_code, code_format) do update
       set code = excluded.code, message = excluded.message, at = excluded.at`,
    [office, asked.station, asked.agencyCode, asked.codeFormat, refusal.code, refusal.message, refusal.at],
  );
}

/** A station has asked for numbers of this agency and has them: what was wrong before is over. */
export async function clearRefusal(tx: Sql, office: string, asked: Asked): Promise<void> {
  await tx.query('delete from lease_refusals where office = $1 and station = $2', [office, asked.station]);
}

/** Every refusal that stands, for the administrator's page. */
export async function readRefusals(
  sql: Sql,
  office: string,
): Promise<(LeaseRefusal & { station: string; agencyCode: string; codeFormat: string })[]> {
  return await sql.query(
    `select station, agency_code as "agencyCode", code_format as "codeFormat", code, message, at
     from lease_refusals where office = $1 order by at desc, station`,
    [office],
  );
}
