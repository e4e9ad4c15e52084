import type { Sql } from '../store/index.ts';

/**
 * Figures of a day (`YYYY-MM-DD`) or month (`YYYY-MM`). `received`: taken in then; `solved`: whose result was reported as
 * ready then, whenever they were taken in; `late`: of those, after the due minute; `lateByDay`: after the due day.
 */
export type Figures = { received: number; solved: number; late: number; lateByDay: number };

/**
 * Dossiers of which no result was reported so far. `due`: of those, promised for a day before today; whether the result was
 * late, or is there at all, nobody has said.
 */
export type Unreported = { open: number; due: number };

/** An office with its figures. */
export type OfficeFigures = Figures & Unreported & { office: string; name: string };

type Row = { received: number; solved: number; late: number; late_by_day: number };

const SUMS = `coalesce(sum(f.received), 0) as received, coalesce(sum(f.solved), 0) as solved,
  coalesce(sum(f.late), 0) as late, coalesce(sum(f.late_by_day), 0) as late_by_day`;

const figuresOf = (row: Row): Figures => ({
  received: row.received,
  solved: row.solved,
  late: row.late,
  lateByDay: row.late_by_day,
});

/** Figures of some offices (ids) in a period, and what they have open now; in the order in which they are asked for. */
export async function figuresByOffice(
  sql: Sql,
  asked: { period: string; today: string; offices: readonly { id: string; name: string }[] },
): Promise<OfficeFigures[]> {
  const rows = await sql.query<Row & Unreported & { id: string }>(
    `select o.id, ${SUMS},
       (select coalesce(sum(d.open), 0) from open_dossiers d where d.office = o.id and d.open <> 0) as open,
       (select coalesce(sum(d.open), 0) from open_dossiers d
        where d.office = o.id and d.open <> 0 and d.due_day < $2::date) as due
     from unnest($3::text[]) as o(id)
     left join dossier_figures f on f.period = $1 and f.office = o.id
     group by o.id`,
    [asked.period, asked.today, asked.offices.map(({ id }) => id)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return asked.offices.flatMap(({ id, name }) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ ...figuresOf(row), office: id, name, open: row.open, due: row.due }];
  });
}

/** Figures of a period by field, the largest first; of one office, or of all of them. */
export async function figuresByField(
  sql: Sql,
  period: string,
  office: string | null,
): Promise<(Figures & { field: string })[]> {
  const rows = await sql.query<Row & { field: string }>(
    `select f.field, ${SUMS} from dossier_figures f
     where f.period = $1 and ($2::text is null or f.office = $2)
     group by f.field order by 2 desc, 3 desc, 1`,
    [period, office],
  );
  return rows.map((row) => ({ ...figuresOf(row), field: row.field }));
}

/** Figures of a period by office and field, for the export. */
export async function figuresByOfficeAndField(
  sql: Sql,
  period: string,
): Promise<(Figures & { name: string; agencyCode: string; field: string })[]> {
  const rows = await sql.query<Row & { name: string; agency_code: string; field: string }>(
    `select o.name, o.agency_code, f.field, f.received, f.solved, f.late, f.late_by_day
     from dossier_figures f join offices o on o.id = f.office
     where f.period = $1 order by o.name, o.id, f.field`,
    [period],
  );
  return rows.map((row) => ({
    ...figuresOf(row),
    name: row.name,
    agencyCode: row.agency_code,
    field: row.field,
  }));
}

/** Figures of a period of the whole province, and what is open now. */
export async function figuresOfProvince(
  sql: Sql,
  period: string,
  today: string,
): Promise<Figures & Unreported> {
  const [row] = await sql.query<Row>(`select ${SUMS} from dossier_figures f where f.period = $1`, [period]);
  const [left] = await sql.query<Unreported>(
    `select coalesce(sum(open), 0) as open,
       coalesce(sum(open) filter (where due_day < $1::date), 0) as due
     from open_dossiers where open <> 0`,
    [today],
  );
  if (row === undefined || left === undefined) throw new Error('a sum always has one row');
  return { ...figuresOf(row), ...left };
}

/** Months of which there are figures, the latest first. */
export async function monthsWithFigures(sql: Sql): Promise<string[]> {
  // The key is walked from month to month; a distinct would read every row of every day.
  const rows = await sql.query<{ month: string }>(
    `with recursive months as (
       (select left(period, 7) as month from dossier_figures order by period desc limit 1)
       union all
       select (select left(period, 7) from dossier_figures where period < m.month order by period desc limit 1)
       from months m where m.month is not null
     )
     select month from months where month is not null limit 120`,
  );
  return rows.map(({ month }) => month);
}
