import path from 'node:path';
import { createIds, createLogFile, systemClock } from '#main/host/index.ts';
import { startWebHost } from '#main/web/index.ts';
import { createOfficeCore } from '#office/lifecycle/index.ts';
import { createRouter } from '#office/router/index.ts';
import { sql } from '#office/storage/index.ts';
import { loopbackNetwork } from '../fixtures/lan-client.ts';
import { testPorts } from '../fixtures/office.ts';

/** What the proof asks of the process under attack, beside attacking it. */
export type HostQuestion = { id: number } & (
  | { kind: 'advance'; milliseconds: number }
  | { kind: 'trace' }
  | { kind: 'memory' }
);
export type HostReady = { address: string; startAddress: string };
/** What must not change by a call that is refused: heads of the chains, views, rows written since the start. */
export type HostTrace = { state: string; waitingPrints: number };

/**
 * The process that the security proof attacks: the real office behind the real browser host, with a clock that can be
 * moved on, so that delays after failed sign-ins need not be waited for. `security-host.ts DATA PAGES`, forked.
 */
const [dataDirectory = '', rendererDirectory = ''] = process.argv.slice(2);
let ahead = 0;
const clock = { now: () => systemClock.now() + ahead };
const ids = createIds(clock);
const log = createLogFile(path.join(dataDirectory, 'logs', 'office.log'));
const core = await createOfficeCore(
  testPorts({ clock, ids, dataDirectory, network: loopbackNetwork, log: log.sink }),
);
const office = { ...createRouter(core), lan: core.lan };
const host = await startWebHost({ office, ids, rendererDirectory, port: 0 });

async function answerTo(question: HostQuestion): Promise<unknown> {
  if (question.kind === 'advance') {
    ahead += question.milliseconds;
    return ahead;
  }
  if (question.kind === 'memory') {
    // Twice: what the first run finalises, the second one frees.
    for (let run = 0; run < 2; run += 1) {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  }
  const { journal, db, printing } = core.opened();
  const written = db.one(sql`select total_changes() as n`);
  const state = JSON.stringify([journal.heads(), journal.viewDigests(), written]);
  return { state, waitingPrints: printing.counts().waiting } satisfies HostTrace;
}

process.on('message', (question: HostQuestion) => {
  answerTo(question).then(
    (answer) => process.send?.({ id: question.id, answer }),
    (error: unknown) => process.send?.({ id: question.id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ address: host.address, startAddress: host.startAddress } satisfies HostReady);
