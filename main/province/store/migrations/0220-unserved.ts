import type { Migration } from '../migrate.ts';

/** When an office last came with a program outside the served range, and on which side of it (P13). */
export const migration: Migration = {
  version: 220,
  name: 'unserved',
  script: `
    alter table offices add column unserved_at text;
    alter table offices add column unserved_code text check (unserved_code in ('version-too-old', 'version-too-new'));
  `,
};
