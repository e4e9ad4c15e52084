import type { Migration } from '../types.ts';

/**
 * One row per entry. `position` is the order of commit over all chains: what `rebuild` replays, and the deterministic
 * row id for views. Only `salt` and `body` may ever be emptied, and only when an erasing entry names this one.
 */
export const migration: Migration = {
  version: 10,
  name: 'journal',
  up(tx) {
    tx.exec(`
      create table journal_chains (
        id integer primary key,
        chain text not null check (chain in ('exchange', 'local')),
        office text not null,
        station text not null,
        unique (station, chain)
      ) strict;

      create table journal_entries (
        position integer primary key,
        chain_id integer not null references journal_chains (id),
        seq integer not null check (seq >= 1),
        at integer not null,
        mono integer not null,
        actor text not null,
        subject text not null,
        kind text not null,
        v integer not null check (v >= 1),
        body_hash blob not null check (length(body_hash) = 32),
        prev blob not null check (length(prev) = 32),
        hash blob not null check (length(hash) = 32),
        salt blob check (length(salt) = 16),
        body text,
        erased_by integer,
        check ((salt is null) = (body is null)),
        check ((erased_by is null) = (body is not null)),
        unique (chain_id, seq)
      ) strict;

      create index journal_entries_by_subject on journal_entries (subject, position);

      create trigger journal_chains_no_delete before delete on journal_chains
      begin
        select raise(abort, 'the journal is append-only');
      end;

      create trigger journal_chains_no_update before update on journal_chains
      begin
        select raise(abort, 'the journal is append-only');
      end;

      create trigger journal_entries_no_delete before delete on journal_entries
      begin
        select raise(abort, 'the journal is append-only');
      end;

      create trigger journal_entries_only_erasure before update on journal_entries
      when not (
        new.salt is null and new.body is null and old.body is not null
        and new.position = old.position and new.chain_id = old.chain_id and new.seq = old.seq
        and new.at = old.at and new.mono = old.mono and new.actor = old.actor and new.subject = old.subject
        and new.kind = old.kind and new.v = old.v
        and new.body_hash = old.body_hash and new.prev = old.prev and new.hash = old.hash
        and old.kind not in ('erased', 'erased-local')
        and exists (
          select 1
          from journal_entries e
          join journal_chains c on c.id = old.chain_id
          join json_each(e.body, '$.targets') t
          where e.position = new.erased_by and e.kind in ('erased', 'erased-local')
            and json_extract(t.value, '$.chain') = c.chain
            and json_extract(t.value, '$.station') = c.station
            and json_extract(t.value, '$.seq') = old.seq
        )
      )
      begin
        select raise(abort, 'the journal is append-only');
      end;
    `);
  },
};
