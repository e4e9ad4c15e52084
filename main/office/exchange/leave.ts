import { officeTimestamp } from '#shared/base/index.ts';
import { provinceLeft } from '#shared/journal/index.ts';
import { countStates } from './counts.ts';
import { findEnrolment, noteLeftInTx } from './enrolment-table.ts';
import { changeLineSettingsInTx, readLineSettings } from './line-settings.ts';
import type { ExchangePorts } from './ports.ts';
import { ExchangeRefused } from './refused.ts';

/**
 * An administrator ends the exchange with the province: nothing is sent or asked any more, by wire or by stick, and the
 * office may join anew, this province or another one. Nothing is dropped: what is not acknowledged goes to the province
 * that is joined next, and the numbers granted so far hold until that one grants others (`endLeasesOfOthersInTx`).
 * Answers that are still on their way by stick are taken in. Gives how many entries were not acknowledged. Throws
 * `not-enrolled`, also where it was ended before.
 */
export function leaveProvince(ports: ExchangePorts, actor: string): { unsent: number } {
  const { db, journal, clock, office } = ports;
  const { held, sent } = countStates(db, () => 0);
  const unsent = held + sent;
  db.transaction((tx) => {
    const enrolment = findEnrolment(tx);
    if (enrolment === undefined || enrolment.left_at !== null) throw new ExchangeRefused('not-enrolled');
    const { province, name } = enrolment;
    noteLeftInTx(tx, officeTimestamp(clock.now()));
    const settings = readLineSettings(tx);
    if (settings.address !== '')
      changeLineSettingsInTx(tx, journal, { ...settings, address: '' }, { actor, office: office.id });
    journal.appendInTx(tx, {
      kind: provinceLeft,
      actor,
      subject: office.id,
      body: { province, name: name.slice(0, 200), unsent },
    });
  });
  return { unsent };
}

/** Throws `not-enrolled` where the office exchanges with nobody. */
export function assertEnrolled({ db }: Pick<ExchangePorts, 'db'>): void {
  const enrolment = findEnrolment(db);
  if (enrolment === undefined || enrolment.left_at !== null) throw new ExchangeRefused('not-enrolled');
}
