import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededReception, shippedCatalogue, standardProcedures } from '../fixtures/receptions.ts';
import { fill, pastOf } from './commit-fill.ts';
import { openCommitOffice } from './commit-office.ts';
import { median, quantile, round, say } from './measure.ts';

/** A clerk types for a minute; a reception every 20 ms is many counters at once. */
const PAUSE_MS = 20;
const LEAST_MEASURED = 60;
const CALM_PER_COPY = 60;
/** How much slower a reception may be while a copy is made, at the median and at the 95th of a hundred. */
const MOST_SLOWER = 3;

/**
 * Receptions of an office with so many dossiers, with and without a copy being made, in turn: what a clerk feels of it.
 */
export async function measureLoad(rows: number, seed: number) {
  const procedures = standardProcedures(shippedCatalogue().procedures);
  const opened = await openCommitOffice(seed, Date.now() - pastOf(rows));
  const folder = mkdtempSync(path.join(tmpdir(), 'tram-load-'));
  mkdirSync(folder, { recursive: true });
  try {
    fill(opened, procedures, rows, () => undefined);
    await opened.goToNow();
    const { copies } = opened.office;
    let index = 0;
    const receive = async (): Promise<number> => {
      const form = seededReception(procedures, seed + 5, index++);
      const begun = performance.now();
      await opened.clerk.dossiers.receive(form);
      const took = performance.now() - begun;
      await sleep(PAUSE_MS);
      return took;
    };
    for (let warm = 0; warm < 20; warm += 1) await receive();
    const calm: number[] = [];
    const busy: number[] = [];
    let longestPause = 0;
    let made = 0;
    let copyMs = 0;
    let bytes = 0;
    while (busy.length < LEAST_MEASURED && made < 20) {
      for (let turn = 0; turn < CALM_PER_COPY; turn += 1) calm.push(await receive());
      const begun = performance.now();
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      await copies.make(folder, 'u1');
      while (copies.status().running === 'copy') busy.push(await receive());
      delay.disable();
      longestPause = Math.max(longestPause, delay.max / 1e6);
      copyMs += performance.now() - begun;
      // Its trial rests without holding the process.
      while (copies.status().running !== null) await sleep(PAUSE_MS);
      made += 1;
      const state = await copies.state();
      if (state.problem !== null) throw new Error(state.problem.message);
      bytes = state.latest?.bytes ?? 0;
    }
    const slower = median(busy) / median(calm);
    const slowerAtWorst = quantile(busy, 0.95) / quantile(calm, 0.95);
    say(`load: ${made} copies of ${bytes} bytes, ${busy.length} receptions meanwhile`);
    return {
      ok: slower <= MOST_SLOWER && slowerAtWorst <= MOST_SLOWER,
      figures: {
        rows,
        megabytes: round(bytes / 1024 / 1024),
        copies: made,
        copyMsMean: round(copyMs / made),
        receptionsWithout: calm.length,
        receptionsMeanwhile: busy.length,
        medianMsWithout: round(median(calm)),
        medianMsMeanwhile: round(median(busy)),
        medianRatio: round(slower),
        p95Ratio: round(slowerAtWorst),
        p95MsWithout: round(quantile(calm, 0.95)),
        p95MsMeanwhile: round(quantile(busy, 0.95)),
        longestMsWithout: round(Math.max(...calm)),
        longestMsMeanwhile: round(Math.max(...busy)),
        longestPauseMs: round(longestPause),
      },
    };
  } finally {
    await opened.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
