import type { Migration } from '../migrate.ts';
import { migration as core } from './0010-core.ts';
import { migration as enrolment } from './0100-enrolment.ts';
import { migration as attachments } from './0110-attachments.ts';
import { migration as people } from './0200-people.ts';
import { migration as figures } from './0210-figures.ts';
import { migration as unserved } from './0220-unserved.ts';

/** Every migration, by rising version. A new one: one file, one line here (see README). */
export const migrations: readonly Migration[] = [core, enrolment, attachments, people, figures, unserved];
