import { officeDate } from '#shared/base/index.ts';
import { addDays, parsePlainDate } from '#shared/calendar/index.ts';
import type { Lease } from '#shared/exchange/index.ts';
import { leaseEnded, leaseTaken, provinceJoined } from '#shared/journal/index.ts';
import { findLease, leasesFrom } from '../dossiers/index.ts';
import type { HistoryItem } from '../journal/index.ts';
import { sql, type WritableDb } from '../storage/index.ts';
import { findEnrolment } from './enrolment-table.ts';
import { keepKeyInTx, keysOf } from './keys-table.ts';
import type { ExchangePorts } from './ports.ts';
import { forgetSaidInTx } from './said-table.ts';
import { changeStandingInTx } from './state-table.ts';

/** The office joins another province: nothing that the one before knew or said holds any more.
 * What it granted holds until this one grants something else (`endLeasesOfOthersInTx`): the desk never stops. */
export function forgetProvinceInTx(ports: ExchangePorts, tx: WritableDb): void {
  forgetSaidInTx(tx);
  tx.run(sql`delete from exchange_accepted`);
  tx.run(sql`delete from exchange_days`);
  tx.run(sql`delete from exchange_files`);
  tx.run(sql`update exchange_stations set agreed_to = 0, held_to = 0, forked = 0, stick_to = 0`);
  for (const key of keysOf(tx, 'province')) keepKeyInTx(tx, { ...key, state: 'past' }, 0);
  changeStandingInTx(tx, { cursor: 0, lastAnswerAt: null, wantsMore: false });
  ports.packs.forgetProvinceInTx(tx);
}

/**
 * Before a lease of this province is taken: what another province granted and this one did not take over is used no
 * longer from today on, by whatever station, for this one would reject its numbers (L10). Only where the new one has
 * numbers for today: until then the desk goes on. `leases`: all that the answer tells of, those taken over among them.
 */
export function endLeasesOfOthersInTx(
  { journal, clock, office, station }: ExchangePorts,
  tx: WritableDb,
  leases: readonly Lease[],
): void {
  const today = officeDate(clock.now());
  const brings = leases.some(
    (lease) =>
      lease.station === station &&
      lease.firstDay <= today &&
      today <= (lease.endedAfter ?? lease.lastDay) &&
      findLease(tx, lease.id) === undefined,
  );
  const province = findEnrolment(tx)?.province;
  const day = parsePlainDate(today);
  if (!brings || province === undefined || day === undefined) return;
  const endedAfter = addDays(day, -1);
  const unknown = leasesFrom(tx, office.profile().agencyCode, today).filter(
    (held) =>
      (held.endedAfter === null || held.endedAfter > endedAfter) && !leases.some(({ id }) => id === held.id),
  );
  if (unknown.length === 0) return;
  const grantedBy = grantersOf(journal, office.id);
  for (const { id } of unknown) {
    if ((grantedBy.get(id) ?? province) === province) continue;
    journal.appendInTx(tx, {
      kind: leaseEnded,
      actor: station,
      subject: office.id,
      body: { id, endedAfter },
    });
  }
}

/** By lease: the province that the office had joined when it took it. */
function grantersOf(journal: ExchangePorts['journal'], office: string): Map<string, string> {
  const items: HistoryItem[] = [];
  for (let before: number | undefined; ; ) {
    const page = journal.history(office, { limit: 200, ...(before === undefined ? {} : { before }) });
    items.push(...page.items);
    before = page.next;
    if (before === undefined) break;
  }
  const granters = new Map<string, string>();
  let joined: string | undefined;
  for (const { entry, content } of items.reverse()) {
    if (content.state !== 'known') continue;
    if (entry.kind === provinceJoined.kind) joined = provinceJoined.body.parse(content.body).province;
    if (entry.kind !== leaseTaken.kind || joined === undefined) continue;
    const { id } = leaseTaken.body.parse(content.body);
    if (!granters.has(id)) granters.set(id, joined);
  }
  return granters;
}
