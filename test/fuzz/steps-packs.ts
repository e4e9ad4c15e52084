import { PackRefused } from '#office/packs/index.ts';
import { officeDate } from '#shared/base/index.ts';
import type { PackKind } from '#shared/exchange/index.ts';
import { packContent } from './resources.ts';
import type { Step } from './steps.ts';
import type { Place, World } from './world.ts';

const DAY = 86_400_000;
const KINDS: readonly PackKind[] = ['catalogue', 'calendar', 'forms'];

/** The province publishes another version, in force today or in some days. */
async function publish({ random, seat, now, counts }: World): Promise<string> {
  // In turn, so that a short run has all of them.
  const kind = KINDS[counts.effects('publish-pack') % KINDS.length] ?? 'forms';
  const [row] = await seat.sql.query<{ version: number; day: string | null }>(
    'select coalesce(max(version), 1)::int as version, max(effective_from) as day from packs where kind = $1',
    [kind],
  );
  const version = (row?.version ?? 1) + 1;
  const wanted = officeDate(now + random.below(10) * DAY);
  // Never in force before the one that came before it (P21).
  const effectiveFrom = row?.day != null && row.day > wanted ? row.day : wanted;
  const content = packContent(kind, version, effectiveFrom);
  const refused = await seat.publish({ kind, title: `Bản ${version}`, effectiveFrom, content });
  return refused === null ? kind : `refused: ${refused}`;
}

/** A person looks at what has come and decides: now, not at all, or on its day. */
function decide({ random, counts }: World, { desk, rejected }: Place): string {
  const waiting = desk.packs.waiting();
  if (waiting.length === 0) return 'nothing';
  const { kind, version } = random.pick(waiting);
  const isApplied = counts.effects('decide-pack') % 2 === 0;
  try {
    if (isApplied) desk.packs.apply({ kind, version }, 'u-admin');
    else desk.packs.reject({ kind, version }, 'chưa cần', 'u-admin');
  } catch (error) {
    if (error instanceof PackRefused) return `refused: ${error.code}`;
    throw error;
  }
  if (!isApplied) rejected.add(`${kind} ${version}`);
  return isApplied ? 'applied' : 'rejected';
}

/** As the product does at its opening and each day: not while the clock is in doubt. */
export function applyDue({ desk }: Place): string {
  if (desk.journal.clockState().trouble !== null) return 'clock in doubt';
  const { applied, failed } = desk.packs.applyDue();
  if (applied.length > 0) return 'applied';
  return failed.length > 0 ? 'failed' : 'nothing';
}

export const PACK_STEPS: readonly Step[] = [
  { name: 'publish-pack', weight: 2, step: publish },
  { name: 'fetch-packs', weight: 14, step: ({ seat, random }, { desk }) => desk.fetchPacks(seat, random) },
  { name: 'decide-pack', weight: 6, step: decide },
  { name: 'pack-day', weight: 8, step: (_world, place) => applyDue(place) },
];
