import type { Sql } from '../store/index.ts';

/** A lease of a station and how much of a day's serials was used on a day. */
export type LeaseUse = {
  station: string;
  agencyCode: string;
  codeFormat: string;
  firstDay: string;
  lastDay: string;
  firstSerial: number;
  lastSerial: number;
  grantedAt: string;
  endedAfter: string | null;
  /** Dossiers of the station that were received on the day, cancelled ones too: a serial is used once. */
  usedToday: number;
};

/** Leases of an office that reach to `today` or beyond, and why it got none when it last asked. */
export async function leasesOf(
  sql: Sql,
  office: string,
  today: string,
): Promise<{ leases: LeaseUse[]; refusals: { station: string; message: string; at: string }[] }> {
  const rows = await sql.query<{
    station: string;
    agency_code: string;
    code_format: string;
    first_day: string;
    last_day: string;
    first_serial: number;
    last_serial: number;
    granted_at: string;
    ended_after: string | null;
    used: number;
  }>(
    `with used as materialized (
       select station, count(*) as used from dossiers
       where received_day = $2::date and office = $1 and not slip group by station
     )
     select l.station, s.agency_code, s.code_format, l.first_day, l.last_day, l.first_serial, l.last_serial,
       l.granted_at, l.ended_after, coalesce(u.used, 0) as used
     from leases l join lease_scopes s on s.id = l.scope left join used u on u.station = l.station
     where l.office = $1 and l.last_day >= $2::date
     order by l.station, l.first_day, l.first_serial limit 200`,
    [office, today],
  );
  const refusals = await sql.query<{ station: string; message: string; at: string }>(
    'select station, message, at from lease_refusals where office = $1 order by at desc limit 20',
    [office],
  );
  return {
    leases: rows.map((row) => ({
      station: row.station,
      agencyCode: row.agency_code,
      codeFormat: row.code_format,
      firstDay: row.first_day,
      lastDay: row.last_day,
      firstSerial: row.first_serial,
      lastSerial: row.last_serial,
      grantedAt: row.granted_at,
      endedAfter: row.ended_after,
      usedToday: row.used,
    })),
    refusals,
  };
}

/**
 * Offices that joined and will be short of numbers: all their leases end within ten days, or four fifths of today's
 * serials are used (L11). Counted from the figures: what was cancelled today is not seen.
 */
export async function shortOfNumbers(sql: Sql, today: string): Promise<Set<string>> {
  const rows = await sql.query<{ office: string }>(
    `select l.office from (
       select office, max(last_day) as last_day,
         coalesce(sum(last_serial - first_serial + 1) filter (where first_day <= $1::date), 0) as serials
       from leases
       where last_day >= $1::date and (ended_after is null or ended_after >= $1::date)
       group by office
     ) l
     left join (
       select office, sum(received) as used from dossier_figures where period = $2 group by office
     ) f on f.office = l.office
     where l.last_day - $1::date < 10 or coalesce(f.used, 0) >= 0.8 * l.serials`,
    [today, today],
  );
  return new Set(rows.map(({ office }) => office));
}

/** A key of an office. `use`: to sign or to encrypt. */
export type OfficeKey = {
  use: string;
  public: unknown;
  validFrom: string;
  validTo: string;
  revokedAt: string | null;
};

/** Every key an office ever had, the present ones first. */
export async function keysOf(sql: Sql, office: string): Promise<OfficeKey[]> {
  const rows = await sql.query<{
    use: string;
    public: unknown;
    valid_from: string;
    valid_to: string;
    revoked_at: string | null;
  }>(
    `select use, public, valid_from, valid_to, revoked_at from office_keys where office = $1
     order by revoked_at is not null, use desc, valid_to desc limit 40`,
    [office],
  );
  return rows.map((row) => ({
    use: row.use,
    public: row.public,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    revokedAt: row.revoked_at,
  }));
}
