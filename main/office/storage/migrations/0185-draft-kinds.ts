import type { Migration } from '../types.ts';

/**
 * A draft says which screen's form it is, so that each screen is offered its own. A seat holds at most one of each kind.
 * What was kept before came from the reception.
 */
export const migration: Migration = {
  version: 185,
  name: 'draft-kinds',
  up(tx) {
    tx.exec(`
      alter table drafts add column kind text not null default 'reception' check (kind in ('reception', 'certify'));
      drop index drafts_by_seat;
      create unique index drafts_by_seat on drafts (window, holder, kind) where window is not null;
    `);
  },
};
