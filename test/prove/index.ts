/** Every published proof, loaded only when asked for. */
const PROOFS: Record<string, () => Promise<{ prove: (args: string[]) => Promise<Outcome> }>> = {
  citizen: () => import('./citizen.ts'),
  deadlines: () => import('./deadlines.ts'),
  reception: () => import('./reception.ts'),
  commit: () => import('./commit.ts'),
  crash: () => import('./crash.ts'),
  scanner: () => import('./scanner.ts'),
  search: () => import('./search.ts'),
  security: () => import('./security.ts'),
  tamper: () => import('./tamper.ts'),
  start: () => import('./start.ts'),
  board: () => import('./board.ts'),
  powercut: () => import('./powercut.ts'),
  restore: () => import('./restore.ts'),
  tickets: () => import('./tickets.ts'),
  queue: () => import('./queue.ts'),
  sign: () => import('./sign.ts'),
  'token-faults': () => import('./token-faults.ts'),
  exchange: () => import('./exchange.ts'),
  courier: () => import('./courier.ts'),
  conformance: () => import('./conformance.ts'),
  wire: () => import('./wire.ts'),
  'province-load': () => import('./province-load.ts'),
  slowlink: () => import('./slowlink.ts'),
};

/** What a proof found: `ok` when every threshold held and every count was right. */
export type Outcome = { ok: boolean; figures: Record<string, unknown> };

const [name = '', ...args] = process.argv.slice(2);
const load = PROOFS[name];
if (load === undefined) {
  console.error(`usage: npm run prove -- ${Object.keys(PROOFS).join('|')} [--seed N] …`);
  process.exit(2);
}

let outcome: Outcome;
try {
  outcome = await (await load()).prove(args);
} catch (error) {
  console.error(error);
  outcome = { ok: false, figures: { error: error instanceof Error ? error.message : String(error) } };
}
// Written in one piece and awaited: a pipe must get the whole last line before the process ends.
const line = `${JSON.stringify({ proof: name, ok: outcome.ok, figures: outcome.figures })}\n`;
await new Promise<void>((resolve) => process.stdout.write(line, () => resolve()));
process.exit(outcome.ok ? 0 : 1);
