import { canonicalJson, queueChanged } from '#shared/journal/index.ts';
import { checkQueueSettings, type QueueInUse, type QueueSettings } from '#shared/queue/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { endDaysBeforeInTx } from './end-day.ts';
import type { Hall } from './hall.ts';
import { boundTickets, countsByGroup } from './line.ts';
import { QueueRefused } from './refused.ts';
import { endedTickets, findServed, heldTickets } from './tickets-table.ts';

/** All of a day: numbers of a letter end at 999, letters at Z. */
const MOST_MISSED = 26 * 999;

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
  const called = hall.settings(db).counters.flatMap(({ number }) => findServed(db, number) ?? []);
  const missed = endedTickets(db, hall.today(), 'no-show', MOST_MISSED);
  return {
    groups: [
      ...countsByGroup(db, hall.firstDay()).keys(),
      ...[...called, ...heldTickets(db), ...missed].map(({ group }) => group),
    ],
    counters: [
      ...hall.occupied(db).keys(),
      ...boundTickets(db).flatMap(({ boundTo }) => (boundTo === null ? [] : [boundTo])),
    ],
  };
}
