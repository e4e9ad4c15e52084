import type { Migration } from '../migrate.ts';

/** Adds up what `changed` (rows of dossiers with `sign` 1 or -1) does to the figures. */
const takeChanges = (changed: string) => `
  with changed as (${changed}),
  counted as (
    select *, finished_at is not null as solved,
      finished_at is not null and due_at is not null and left(finished_at, 16) > left(due_at, 16) as late,
      finished_at is not null and due_at is not null and left(finished_at, 10) > left(due_at, 10) as late_by_day
    from changed where not slip and not sample and not cancelled
  ),
  by_day as (
    select to_char(received_day, 'YYYY-MM-DD') as day, office, field,
      sign as received, 0 as solved, 0 as late, 0 as late_by_day from counted
    union all
    select left(finished_at, 10), office, field, 0, sign, late::integer * sign, late_by_day::integer * sign
    from counted where solved
  ),
  by_period as (
    select day as period, office, field, received, solved, late, late_by_day from by_day
    union all
    select left(day, 7), office, field, received, solved, late, late_by_day from by_day
  ),
  figures as (
    insert into dossier_figures as f (period, office, field, received, solved, late, late_by_day)
    select period, office, field, sum(received), sum(solved), sum(late), sum(late_by_day)
    from by_period group by period, office, field
    having sum(received) <> 0 or sum(solved) <> 0 or sum(late) <> 0 or sum(late_by_day) <> 0
    order by period, office, field
    on conflict (period, office, field) do update set
      received = f.received + excluded.received, solved = f.solved + excluded.solved,
      late = f.late + excluded.late, late_by_day = f.late_by_day + excluded.late_by_day
  )
  insert into open_dossiers as o (office, due_day, open)
  select office, coalesce(left(due_at, 10)::date, 'infinity'), sum(sign)
  from counted where not solved
  group by office, coalesce(left(due_at, 10)::date, 'infinity')
  having sum(sign) <> 0
  order by 1, 2
  on conflict (office, due_day) do update set open = o.open + excluded.open;`;

const COLUMNS = 'office, field, received_day, due_at, finished_at, slip, sample, cancelled';

/**
 * Figures for the pages, kept with every change of dossiers and of an office's counts, so that no page ever reads the
 * dossiers of a province. Statement triggers: a parcel costs one step of adding up, however many dossiers it brings.
 */
export const migration: Migration = {
  version: 210,
  name: 'figures',
  script: `
    -- period: a day (YYYY-MM-DD) or a month (YYYY-MM). received: by the day of reception; solved: by the day the result
    -- was ready; late: of solved, after the due minute; late_by_day: after the due day. Neither slips, samples nor
    -- dossiers that were cancelled.
    create table dossier_figures (
      period text collate "C" not null,
      office text collate "C" not null,
      field text not null,
      received integer not null,
      solved integer not null,
      late integer not null,
      late_by_day integer not null,
      primary key (period, office, field)
    );

    -- How many dossiers without a result are due on a day; 'infinity': no day was promised.
    create table open_dossiers (
      office text collate "C" not null,
      due_day date not null,
      open integer not null,
      primary key (office, due_day)
    );
    -- A day of which nothing is left costs nothing.
    create index open_dossiers_left on open_dossiers (office, due_day) include (open) where open <> 0;

    create table office_totals (
      office text collate "C" primary key,
      accepted integer not null,
      rejected integer not null,
      conflict integer not null
    );

    create function dossiers_added() returns trigger language plpgsql as $$
    begin
      ${takeChanges(`select ${COLUMNS}, 1 as sign from added`)}
      return null;
    end $$;
    create trigger dossiers_added after insert on dossiers
      referencing new table as added for each statement execute function dossiers_added();

    create function dossiers_changed() returns trigger language plpgsql as $$
    begin
      ${takeChanges(
        `select ${COLUMNS}, 1 as sign from after_it union all select ${COLUMNS}, -1 as sign from before_it`,
      )}
      return null;
    end $$;
    create trigger dossiers_changed after update on dossiers
      referencing old table as before_it new table as after_it
      for each statement execute function dossiers_changed();

    create function day_counts_added() returns trigger language plpgsql as $$
    begin
      insert into office_totals as t (office, accepted, rejected, conflict)
      select office, sum(accepted), sum(rejected), sum(conflict) from added group by office order by office
      on conflict (office) do update set accepted = t.accepted + excluded.accepted,
        rejected = t.rejected + excluded.rejected, conflict = t.conflict + excluded.conflict;
      return null;
    end $$;
    create trigger day_counts_added after insert on day_counts
      referencing new table as added for each statement execute function day_counts_added();

    create function day_counts_changed() returns trigger language plpgsql as $$
    begin
      insert into office_totals as t (office, accepted, rejected, conflict)
      select office, sum(accepted), sum(rejected), sum(conflict)
      from (
        select office, accepted, rejected, conflict from after_it
        union all
        select office, -accepted, -rejected, -conflict from before_it
      ) both_sides
      group by office order by office
      on conflict (office) do update set accepted = t.accepted + excluded.accepted,
        rejected = t.rejected + excluded.rejected, conflict = t.conflict + excluded.conflict;
      return null;
    end $$;
    create trigger day_counts_changed after update on day_counts
      referencing old table as before_it new table as after_it
      for each statement execute function day_counts_changed();

    -- What was there before these tables.
    do $$ begin
      ${takeChanges(`select ${COLUMNS}, 1 as sign from dossiers`)}
      insert into office_totals (office, accepted, rejected, conflict)
      select office, sum(accepted), sum(rejected), sum(conflict) from day_counts group by office;
    end $$;
  `,
};
