import { parseArgs } from 'node:util';
import { exampleReception } from '../fixtures/office.ts';
import { createRandom } from '../fixtures/random.ts';
import { quantile, round, say, wholeNumber } from './measure.ts';
import { FAULTS } from './token-faults-kinds.ts';
import { openTokenDesk, RIGHT_PIN, type TokenDesk, WRONG_PIN } from './token-faults-office.ts';

/**
 * The proof `token-faults`: `--rounds N` (3) times everything that can go wrong with a token, in an order drawn by
 * `--seed N` (1): wrong PIN, one try left, locked, removed in the middle of a batch, a module that crashes or hangs at
 * any place, expired certificate, missing chain. The token is SoftHSM2 behind a real PKCS#11 module that misbehaves and
 * counts each C_Login. `ok` only if every fault came to what it must, the program itself used no PIN try, each batch went
 * on at exactly the file where it stopped with nothing signed twice, the office answered and received after each fault,
 * and no PIN stands in the log.
 */
export async function prove(args: string[]): Promise<{ ok: boolean; figures: Record<string, unknown> }> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { rounds: text, seed: text } });
  const rounds = wholeNumber('rounds', values.rounds ?? '3', 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const draw = createRandom(seed).below;
  const desk = await openTokenDesk();
  const suffered: Record<string, number> = {};
  const complaints: string[] = [];
  const receptionMs: number[] = [];
  try {
    for (const { file } of await authorities(desk)) await trust(desk, file);
    for (let n = 0; n < rounds; n += 1) {
      for (const kind of shuffled(Object.keys(FAULTS), draw)) {
        const found = (await FAULTS[kind]?.(desk, draw)) ?? ['no such fault'];
        suffered[kind] = (suffered[kind] ?? 0) + 1;
        for (const complaint of found) {
          say(`${kind}: ${complaint}`);
          complaints.push(`${kind}: ${complaint}`);
        }
        // The counter goes on whatever became of the token.
        const begun = performance.now();
        await desk.clerk.dossiers.receive(exampleReception());
        await desk.clerk.status.get({});
        receptionMs.push(performance.now() - begun);
      }
      say(`round ${n + 1}: ${desk.shim.counts().logins} PINs, ${desk.shim.counts().signatures} signatures`);
    }
    const { logins, contextLogins, signatures } = desk.shim.counts();
    const log = JSON.stringify(desk.lines);
    const figures = {
      seed,
      rounds,
      faults: suffered,
      wrong: complaints.length,
      firstWrong: complaints[0] ?? null,
      pinsTyped: desk.typed(),
      pinsAtToken: logins,
      pinTriesByProgram: logins + contextLogins - desk.typed(),
      signatures,
      pinInLog: log.includes(RIGHT_PIN) || log.includes(WRONG_PIN),
      receptionMsP50: round(quantile(receptionMs, 0.5)),
      receptionMsMax: round(Math.max(...receptionMs)),
    };
    const ok = complaints.length === 0 && figures.pinTriesByProgram === 0 && !figures.pinInLog;
    return { ok, figures };
  } finally {
    await desk.end();
  }
}

/** Root and issuer are trusted here; the stranger's are not. */
async function authorities({ pki }: TokenDesk): Promise<{ file: string }[]> {
  return [pki.root, pki.intermediate].map(({ der }) => ({ file: Buffer.from(der).toString('base64') }));
}

async function trust({ administrator }: TokenDesk, file: string): Promise<void> {
  const { certificate } = await administrator.signing.readRoot({ file });
  await administrator.signing.addRoot({ file, fingerprint: certificate.fingerprint });
}

function shuffled(kinds: readonly string[], draw: (limit: number) => number): string[] {
  const rest = [...kinds];
  return kinds.flatMap(() => rest.splice(draw(rest.length), 1));
}
