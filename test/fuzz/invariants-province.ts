import type { Sql } from '#main/province/index.ts';
import { normaliseCode } from '#shared/dossier/index.ts';
import { Broken } from './ledger.ts';

/** Over the whole province: leases never overlap, a code belongs to one dossier, a dossier stands once. */
export async function checkProvince(sql: Sql): Promise<void> {
  const overlaps = await sql.query(
    `select a.id, b.id as other from leases a join leases b on a.id < b.id and a.scope = b.scope
       and a.first_day <= b.last_day and b.first_day <= a.last_day
       and a.first_serial <= b.last_serial and b.first_serial <= a.last_serial`,
  );
  if (overlaps.length > 0) throw new Broken(`leases overlap: ${JSON.stringify(overlaps.slice(0, 3))}`);
  const unknown = await sql.query(
    `select s.office, s.station from stations s left join entries e
       on e.office = s.office and e.station = s.station and e.fork = 0 and e.seq = s.seq and e.hash = s.hash
     where e.seq is null`,
  );
  if (unknown.length > 0) throw new Broken(`heads without their entry: ${JSON.stringify(unknown)}`);
  const received = await sql.query<{ office: string; subject: string; times: number }>(
    `select office, subject, count(*)::int as times from entries
     where kind = 'dossier-received' and fork = 0 and state = 'accepted' group by office, subject having count(*) > 1`,
  );
  if (received.length > 0) throw new Broken(`received twice: ${JSON.stringify(received.slice(0, 3))}`);
  await checkCodes(sql);
}

type Given = {
  subject: string;
  code: string;
  accepted: boolean;
  gone: boolean;
  keep: 'ours' | 'theirs' | null;
};

/**
 * No two dossiers have one code, by what the accepted entries themselves say (or what was kept of erased ones), and the
 * table that the look-up asks says the same. Only a person who settles a conflict gives a code to another dossier.
 */
async function checkCodes(sql: Sql): Promise<void> {
  const given = await sql.query<Given>(
    `select e.subject, c->>'code' as code, e.state = 'accepted' as accepted, e.body is null as gone,
       e.settled->>'keep' as keep from entries e
     cross join lateral jsonb_array_elements(coalesce(e.body::jsonb->'dossier'->'codes', e.kept->'codes')) c
     where e.kind = 'dossier-received' and c->>'kind' <> 'elsewhere'
     union all
     select subject, coalesce(body::jsonb->>'code', kept->>'code'), state = 'accepted', body is null, settled->>'keep'
     from entries
     where kind = 'dossier-code-given' and coalesce(body, kept::text) is not null`,
  );
  const written = new Set<string>();
  const holders = new Map<string, string>();
  const decided = new Map<string, Set<string>>();
  /** Erased, perhaps before the person decided: then nothing was left that could take the code over. */
  const erased = new Set<string>();
  for (const { subject, code, accepted, gone, keep } of given) {
    const key = normaliseCode(code);
    written.add(key);
    // What a person decided against stays in the record and changes nothing.
    if (!accepted || keep === 'theirs') continue;
    if (keep === 'ours') {
      decided.set(key, (decided.get(key) ?? new Set()).add(subject));
      if (gone) erased.add(key);
      continue;
    }
    const holder = holders.get(key);
    if (holder !== undefined && holder !== subject)
      throw new Broken(`the province accepted the code ${code} of ${holder} and of ${subject}`);
    holders.set(key, subject);
  }
  const rows = await sql.query<{ key: string; dossier: string }>(
    'select code_key as key, dossier from dossier_codes where not elsewhere',
  );
  const there = new Map(rows.map(({ key, dossier }) => [key, dossier]));
  for (const key of new Set([...holders.keys(), ...decided.keys()])) {
    const dossier = there.get(key);
    const holder = holders.get(key);
    const may = new Set<string | undefined>(decided.get(key) ?? [holder]);
    if (holder !== undefined && erased.has(key)) may.add(holder);
    if (!may.has(dossier))
      throw new Broken(
        `the code ${key} is ${dossier ?? 'nobody'}'s at the look-up, not ${[...may].join(' or ')}`,
      );
  }
  const unwritten = [...there.keys()].find((key) => !written.has(key));
  if (unwritten !== undefined) throw new Broken(`nobody's entry gave the code ${unwritten}`);
}
