import { canonicalJson, queueChanged } from '#shared/journal/index.ts';
import { checkQueueSettings, type QueueInUse, type QueueSettings } from '#shared/queue/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { endDaysBeforeInTx } from './end-day.ts';
import type { Hall } from './hall.ts';
import { boundTickets, countsByGroup } from './line.ts';
import { QueueRefused } from './refused.ts';
import { heldTickets } from './tickets-table.ts';

/** Replaces the settings as a whole. Throws QueueRefused `queue-settings-wrong` with every problem and its field. */
export function changeSettings(hall: Hall, settings: QueueSettings, actor: string): QueueSettings {
  return hall.change((tx, append) => {
    endDaysBeforeInTx(hall, tx, append);
    const before = hall.settings(tx);
    const problems = checkQueueSettings(settings, before, inUse(hall, tx));
    const [first] = problems;
    if (first !== undefined) throw new QueueRefused('queue-settings-wrong', first.message, problems);
    if (canonicalJson(settings) !== canonicalJson(before)) {
      append(queueChanged, { actor, subject: hall.office().profile.id, body: { settings } });
    }
    return settings;
  });
}

function inUse(hall: Hall, db: ReadableDb): QueueInUse {
  return {
    groups: [...countsByGroup(db, hall.firstDay()).keys(), ...heldTickets(db).map(({ group }) => group)],
    counters: [
      ...hall.occupied(db).keys(),
      ...boundTickets(db).flatMap(({ boundTo }) => (boundTo === null ? [] : [boundTo])),
    ],
  };
}
