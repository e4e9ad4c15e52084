import path from 'node:path';
import { createMarkStore } from '#main/host/index.ts';
import { createOfficeCore } from '#office/lifecycle/index.ts';
import type { OracleEntry, OracleSettings } from '#shared/queue/queue.oracle.ts';
import { replayQueue } from '#shared/queue/queue.oracle.ts';
import { entriesOf } from '../fixtures/hall.ts';
import { testPorts } from '../fixtures/office.ts';
import type { Credentials } from './queue-hall.ts';
import type { Ledger } from './queue-work.ts';

export type Checked = {
  faults: string[];
  tickets: number;
  calls: number;
  /** Tickets called again, because they were skipped or sent on. */
  calledAgain: number;
  finished: number;
  noShows: number;
  /** Priority tickets called while an ordinary one of their group waited for longer. */
  preferred: number;
};

/** Reads what was committed, with the office closed: the oracle's word on every entry, and the screens' against it. */
export async function checkHall(
  dataDirectory: string,
  administrator: Credentials,
  settings: OracleSettings,
  ledger: Ledger,
): Promise<Checked> {
  const marks = createMarkStore({
    directory: path.join(dataDirectory, 'marks'),
    machine: null,
    host: 'web',
  });
  const core = await createOfficeCore(testPorts({ dataDirectory, marks }));
  try {
    await core.signIn(administrator.login, administrator.password, { origin: 'proof', host: 'in-process' });
    const { journal } = core.opened();
    const entries = entriesOf(journal);
    const verified = await journal.verify();
    const before = journal.viewDigests();
    journal.rebuild();
    const after = journal.viewDigests();
    const faults = [
      ...(verified.state === 'intact' ? [] : ['the journal does not verify']),
      ...Object.keys(before)
        .filter((table) => before[table] !== after[table])
        .map((table) => `${table} rebuilt otherwise`),
    ];
    return judge(entries, settings, ledger, faults);
  } finally {
    await core.close();
  }
}

function judge(
  entries: readonly OracleEntry[],
  settings: OracleSettings,
  ledger: Ledger,
  faults: string[],
): Checked {
  const replayed = replayQueue(entries, settings);
  faults.push(...replayed.faults);
  const steps = (step: string) => {
    const counts = new Map<string, number>();
    for (const { kind, body } of entries) {
      const moved = body as { id: string; step: string };
      if (kind === 'ticket-moved' && moved.step === step)
        counts.set(moved.id, (counts.get(moved.id) ?? 0) + 1);
    }
    return counts;
  };
  const [called, skipped, sentOn] = [steps('call'), steps('skip'), steps('transfer')];
  let calledAgain = 0;
  for (const { id, number, state } of replayed.tickets) {
    const times = called.get(id) ?? 0;
    const again = (skipped.get(id) ?? 0) + (sentOn.get(id) ?? 0);
    calledAgain += again;
    if (times !== 1 + again) faults.push(`${number} was called ${times} times and sent back ${again} times`);
    if (times !== (ledger.called.get(id) ?? 0))
      faults.push(`${number} was shown as called ${ledger.called.get(id)} times`);
    if (state !== 'finished' && state !== 'no-show') faults.push(`${number} ended as ${state}`);
    if (ledger.issued.get(id) !== number) faults.push(`${number} was shown as ${ledger.issued.get(id)}`);
  }
  if (replayed.tickets.length !== ledger.issued.size) faults.push('tickets that nobody asked for, or lost');
  const ended = (state: string) => replayed.tickets.filter((ticket) => ticket.state === state).length;
  return {
    faults,
    tickets: replayed.tickets.length,
    calls: replayed.calls.length,
    calledAgain,
    finished: ended('finished'),
    noShows: ended('no-show'),
    preferred: replayed.calls.filter(({ overtook }) => overtook).length,
  };
}
