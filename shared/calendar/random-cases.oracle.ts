import type { OracleLimit, OraclePause } from './deadline.oracle.ts';

/** A question to engine and oracle; some are wrong on purpose. */
export type RandomCase = { received: string; limit: OracleLimit; pauses: OraclePause[] };

const DAY_MS = 86_400_000;
// Every instant at which a rule changes its mind, and its neighbours.
const CLOCKS = [
  '00:00 07:29 07:30 07:31 11:29 11:30 11:31 12:15 13:29 13:30 13:31 14:59 15:00 15:01 16:59 17:00 17:01 23:59',
].flatMap((line) => line.split(' '));
// Receptions that count from an opening, and edges of pauses while nobody works: pauses that leave 0 minutes.
const IDLE_CLOCKS = ['00:00', '07:29', '07:30', '11:30', '12:15', '13:30', '17:00', '17:01', '23:59'];
const UNITS = ['working-day', 'day', 'hour', 'month', 'same-day'] as const;

/** Mulberry32: small, seeded, the same on every machine. Values in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Makes cases that crowd around boundaries: clocks, `landmarks` (days off, make-up days), month ends, pause edges. */
export function randomCases(seed: number, landmarks: readonly string[]): () => RandomCase {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[], fallback: Item): Item => items[below(items.length)] ?? fallback;
  let isIdle = false;
  const clock = (usual: string) => {
    if (isIdle) return pick(IDLE_CLOCKS, usual);
    const dice = random();
    if (dice < 0.15) return usual;
    if (dice < 0.75) return pick(CLOCKS, usual);
    return new Date(below(1_440) * 60_000).toISOString().slice(11, 16);
  };
  const dateText = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const date = (): string => {
    const dice = random();
    if (dice < 0.45) return dateText(Date.parse(pick(landmarks, '2026-08-21')) + (below(13) - 8) * DAY_MS);
    if (dice < 0.6) return dateText(Date.UTC(2024 + below(4), below(12) + 1, 1) - (1 + below(4)) * DAY_MS);
    if (dice < 0.95) return dateText(Date.UTC(2024, 0, 1) + below(1_461) * DAY_MS);
    return dateText(Date.UTC(2022, 0, 1) + below(8 * 365) * DAY_MS);
  };
  const value = (unit: OracleLimit['unit']): number => {
    const dice = random();
    if (dice < 0.01) return pick([0, -1, 1.5], 0);
    if (unit === 'month') return 1 + below(dice < 0.8 ? 3 : 24);
    if (unit === 'hour') return 1 + below(dice < 0.8 ? 16 : 120);
    return 1 + below(dice < 0.8 ? 6 : 60);
  };
  const pausesNear = (received: string, unit: OracleLimit['unit']): OraclePause[] => {
    const count = Math.max(0, below(6) - 1);
    const reach = pick(unit === 'month' ? [5, 40, 90] : [2, 4, 10, 30], 10);
    const usual = received.slice(11);
    const edges = Array.from({ length: count * 2 }, () => {
      const day = Date.parse(received.slice(0, 10)) + (below(reach + 3) - 3) * DAY_MS;
      return `${dateText(day)}T${clock(usual)}`;
    });
    const dice = random();
    if (dice >= 0.02) edges.sort();
    const pauses: OraclePause[] = [];
    for (let index = 0; index + 1 < edges.length; index += 2) {
      const from = dice > 0.9 ? (pauses.at(-1)?.to ?? edges[index]) : edges[index];
      const to = edges[index + 1];
      if (from !== undefined && to !== undefined && (from !== to || dice < 0.02)) pauses.push({ from, to });
    }
    return pauses;
  };
  return () => {
    isIdle = random() < 0.2;
    const received = `${date()}T${clock('09:00')}`;
    const unit = pick(UNITS, 'day');
    return { received, limit: { value: value(unit), unit }, pauses: pausesNear(received, unit) };
  };
}
