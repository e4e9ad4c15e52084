import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createSerialTransport } from '#office/devices/index.ts';
import { readScanner, SILENCE_MS } from '#office/scanners/index.ts';
import { createRandom } from '../fixtures/random.ts';
import { openPtyPair, type PtyPair } from '../simulators/pty-pair.ts';
import type { Outcome } from './index.ts';

/** Between two pieces of one scan, as a slow gun or a USB hub leaves it. */
const PIECE_PAUSE_MS = 15;
/** Behind a scan: longer than the silence by which one without a line end is known, and as much again for a slow PC. */
const AFTER_MS = 2 * SILENCE_MS.unknown;
const SHOWN_AT_MOST = 10;

/** A piece: a text in UTF-8, or bytes that are none. */
const Piece = z.union([z.string(), z.object({ hex: z.string().regex(/^([0-9a-f]{2})*$/i) })]);
const Case = z.object({
  chunks: z.array(Piece),
  /** What the screen gets: one scan, several, or none. */
  expect: z.union([z.string(), z.array(z.string()), z.null()]),
});

const bytesOf = (piece: z.infer<typeof Piece>): Uint8Array =>
  typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece.hex, 'hex');
const listOf = (expected: z.infer<typeof Case>['expect']): string[] =>
  expected === null ? [] : typeof expected === 'string' ? [expected] : expected;

/** Sends these pieces through a real serial driver and gives what came out as scans. */
async function scansOf(pty: PtyPair, pieces: readonly Uint8Array[]): Promise<string[]> {
  const scans: string[] = [];
  let listening: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    listening = resolve;
  });
  const transport = createSerialTransport({ path: pty.path, match: null, baud: 9_600 });
  const reader = readScanner({
    open: transport.open,
    end: 'unknown',
    retryMs: 50,
    problemOf: String,
    unplugged: 'unplugged',
    onScan: (text) => scans.push(text),
    onState: ({ kind }) => kind === 'listening' && listening(),
  });
  try {
    await ready;
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await sleep(PIECE_PAUSE_MS);
      await pty.write(piece);
    }
    await sleep(AFTER_MS);
    return scans;
  } finally {
    await reader.close();
  }
}

/** The same bytes, cut at other places, also within a letter. */
function cutAnew(pieces: readonly Uint8Array[], below: (limit: number) => number): Uint8Array[] {
  const rest = Buffer.concat(pieces);
  const cut: Uint8Array[] = [];
  for (let from = 0; from < rest.length; ) {
    const to = Math.min(rest.length, from + 1 + below(24));
    cut.push(rest.subarray(from, to));
    from = to;
  }
  return cut;
}

/**
 * `--cases FILE` (`[{ chunks: ["…"], expect: "…" }]`), `--cuts N` (each case so many times more, cut anew), `--seed`.
 * What a gun sends in these pieces through a pseudo terminal and the real serial driver comes out as expected.
 */
export async function prove(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string', default: path.join(import.meta.dirname, 'cases', 'scanner.json') },
      cuts: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
    },
  });
  const cases = z.array(Case).parse(JSON.parse(readFileSync(values.cases, 'utf8').replace(/^\ufeff/, '')));
  const seed = Number(values.seed);
  const { below } = createRandom(seed);
  const figures = { seed, cases: cases.length, sent: 0, right: 0, wrong: 0 };
  const pty = await openPtyPair();
  try {
    for (const [index, { chunks, expect }] of cases.entries()) {
      const whole = chunks.map(bytesOf);
      const ways = [whole, ...Array.from({ length: Number(values.cuts) }, () => cutAnew(whole, below))];
      for (const pieces of ways) {
        const scans = await scansOf(pty, pieces);
        figures.sent += 1;
        const isRight = JSON.stringify(scans) === JSON.stringify(listOf(expect));
        figures[isRight ? 'right' : 'wrong'] += 1;
        if (!isRight && figures.wrong <= SHOWN_AT_MOST)
          console.error(
            `case ${index}: expected ${JSON.stringify(listOf(expect))}, read ${JSON.stringify(scans)}`,
          );
      }
    }
  } finally {
    await pty.end();
  }
  return { ok: figures.sent > 0 && figures.wrong === 0, figures };
}
