import path from 'node:path';
import { parseArgs } from 'node:util';
import { createPdfDrawer } from '#office/forms/index.ts';
import { FOREIGN, foreignPdf } from '#office/pades/foreign.oracle.ts';
import {
  fetchTimestamp,
  finishSignature,
  loadMarkDrawing,
  type MarkDrawing,
  prepareSignature,
  verifyPdf,
} from '#office/pades/index.ts';
import { layoutReceipt, receiptValuesOf } from '#shared/forms/index.ts';
import {
  sampleDossier,
  sampleHead,
  samplePapers,
  shippedTemplates,
} from '#shared/forms/sample-receipt.oracle.ts';
import { verdictOf } from '#shared/signing/index.ts';
import { resourcesDirectory } from '../fixtures/office.ts';
import { createRandom, type Random } from '../fixtures/random.ts';
import { makeSigningPki, type SigningPki } from '../fixtures/signing-pki.ts';
import type { Outcome } from './index.ts';
import { median, round, say, wholeNumber } from './measure.ts';
import { createJudges, cutSignatures, type Judges } from './sign-judges.ts';
import { openTokens, type TokenKey } from './sign-tokens.ts';

/** Times of one signature in milliseconds. */
type Times = { whole: number; token: number };

/** Files that are changed and looked at by the independent programs, too: they are slower by far. */
const SAMPLE = 20;

/**
 * The proof `sign`: `--n N` (10) receipts and foreign files a key, each signed twice with RSA-2048, RSA-3072 and P-256
 * on SoftHSM2 (PKCS#11 module in its process) and on the software HID card; the first signature with a timestamp of an
 * `openssl ts` responder. `--bytes N` (500) bytes changed at random in what is signed; `--seed N` (1). `ok` only if pdfsig
 * and openssl accept every signature and timestamp, our own verification says the same, and every changed byte is found.
 */
export async function prove(args: string[]): Promise<Outcome> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { n: text, bytes: text, seed: text } });
  const count = wholeNumber('n', values.n ?? '10', 1);
  const bytes = wholeNumber('bytes', values.bytes ?? '500', 1);
  const seed = wholeNumber('seed', values.seed ?? '1');
  const random = createRandom(seed);
  const pki = await makeSigningPki();
  const judges = await createJudges(pki);
  const tokens = await openTokens(pki);
  try {
    const drawing = await loadMarkDrawing(resourcesDirectory);
    const documents = await makeDocuments(random);
    const times = new Map<string, Times[]>();
    const figures = { files: 0, signatures: 0, pdfsig: 0, openssl: 0, ourselves: 0, timestamps: 0 };
    let twice: Uint8Array = new Uint8Array();
    for (const [index, key] of tokens.keys.entries()) {
      const other = tokens.keys[(index + 1) % tokens.keys.length] ?? key;
      for (let n = 0; n < count; n += 1) {
        const original = random.pick(documents);
        const once = await signOne(original, key, { pki, drawing, random, times, stamp: true });
        twice = await signOne(once, other, { pki, drawing, random, times, stamp: false });
        figures.files += 1;
        figures.signatures += 2;
        const said = await judge(twice, judges, pki);
        figures.pdfsig += said.pdfsig;
        figures.openssl += said.openssl;
        figures.timestamps += said.timestamps;
        figures.ourselves += said.ourselves;
        const kept = Buffer.compare(twice.subarray(0, original.length), original) === 0;
        if (!kept || said.pdfsig + said.openssl + said.ourselves !== 6)
          say(`file ${figures.files} (${key.token}, ${key.who.kind}): ${JSON.stringify({ kept, ...said })}`);
      }
      say(`${key.token} ${key.who.kind}: ${count} files`);
    }
    const changed = await changeBytes(twice, bytes, random, judges, pki);
    const { signatures, files } = figures;
    const ok =
      figures.pdfsig === signatures &&
      figures.openssl === signatures &&
      figures.ourselves === signatures &&
      figures.timestamps === files &&
      changed.found === bytes &&
      changed.foundByPdfsig === changed.sample;
    return { ok, figures: { seed, ...figures, changedBytes: bytes, ...changed, ms: summary(times) } };
  } finally {
    await tokens.end();
    judges.end();
    await pki.close();
  }
}

/** Receipts of both layouts, short and long, and the files that people bring. */
async function makeDocuments(random: Random): Promise<Uint8Array[]> {
  const [template] = shippedTemplates();
  if (template === undefined) throw new Error('template missing');
  const draw = createPdfDrawer(path.join(resourcesDirectory, 'fonts'));
  const receipts = await Promise.all(
    [3, 40].flatMap((papers) =>
      (['a5', 'a4-two'] as const).map((layout) => {
        const dossier = sampleDossier({ papers: samplePapers(papers + random.below(3)) });
        const form = layoutReceipt(template, receiptValuesOf(dossier, sampleHead), 'https://tra-cuu.example');
        return draw([form], { layout, at: 0 });
      }),
    ),
  );
  return [...receipts, ...(await Promise.all(FOREIGN.map(foreignPdf)))];
}

type Desk = {
  pki: SigningPki;
  drawing: MarkDrawing;
  random: Random;
  times: Map<string, Times[]>;
  stamp: boolean;
};

async function signOne(pdf: Uint8Array, key: TokenKey, desk: Desk): Promise<Uint8Array> {
  const { pki, drawing, random, times, stamp } = desk;
  const { who } = key;
  const isOffice = who === pki.organisation;
  const begun = performance.now();
  const prepared = prepareSignature(pdf, {
    certificate: who.der,
    chain: [pki.intermediate.der],
    appearance: {
      ...{ kind: isOffice ? 'organisation' : 'person', name: who.commonName, heading: '', training: false },
      ...{ drawing, picture: null, place: null },
    },
    at: Date.now(),
    field: `ChuKy${stamp ? 1 : 2}`,
  });
  const asked = performance.now();
  const signature = await key.sign(prepared.digest);
  const answered = performance.now();
  const signed = finishSignature(prepared, signature);
  const ended = performance.now();
  const name = `${key.token} ${who.kind}`;
  times.set(name, [...(times.get(name) ?? []), { whole: ended - begun, token: answered - asked }]);
  if (!stamp) return signed;
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(signature));
  const nonce = Uint8Array.from({ length: 12 }, () => random.below(256));
  const { token } = await fetchTimestamp(pki.services.tsaUrl, new Uint8Array(digest), { nonce });
  return finishSignature(prepared, signature, token);
}

async function judge(pdf: Uint8Array, judges: Judges, pki: SigningPki) {
  const byPdfsig = await judges.byPdfsig(pdf);
  const byOpenssl = await judges.byOpenssl(pdf);
  const { signatures } = verifyPdf(pdf, { roots: [pki.root.der], at: Date.now() });
  return {
    pdfsig: byPdfsig.filter(Boolean).length,
    openssl: byOpenssl.filter(({ cms }) => cms).length,
    timestamps: byOpenssl.filter(({ timestamp }) => timestamp === true).length,
    ourselves: signatures.filter((one) => verdictOf(one) === 'valid').length,
  };
}

/** One byte after another, each in a fresh copy: found when no signature that covers it is called whole. */
async function changeBytes(
  pdf: Uint8Array,
  count: number,
  random: Random,
  judges: Judges,
  pki: SigningPki,
): Promise<{ found: number; sample: number; foundByPdfsig: number }> {
  const ranges = cutSignatures(pdf).map(({ range }) => range);
  const figures = { found: 0, sample: 0, foundByPdfsig: 0 };
  for (let n = 0; n < count; n += 1) {
    const at = signedByte(ranges, pdf.length, random);
    const changed = Uint8Array.from(pdf);
    changed[at] = (changed[at] ?? 0) ^ (1 + random.below(255));
    const { signatures } = verifyPdf(changed, { roots: [pki.root.der], at: Date.now() });
    const lying = signatures.filter(
      ({ whole, field }) => whole && covers(ranges[field === 'ChuKy1' ? 0 : 1], at),
    );
    if (lying.length === 0) figures.found += 1;
    else say(`byte ${at} was changed and ${lying.length} signatures are called whole`);
    if (n % Math.ceil(count / SAMPLE) !== 0) continue;
    figures.sample += 1;
    if ((await judges.byPdfsig(changed)).filter(Boolean).length < 2) figures.foundByPdfsig += 1;
  }
  return figures;
}

function signedByte(ranges: readonly number[][], length: number, random: Random): number {
  for (;;) {
    const at = random.below(length);
    if (ranges.some((range) => covers(range, at))) return at;
  }
}

function covers(range: readonly number[] | undefined, at: number): boolean {
  const [start = 0, length = 0, next = 0, rest = 0] = range ?? [];
  return (at >= start && at < start + length) || (at >= next && at < next + rest);
}

/** Per key: the token alone, and what everything else adds, at the median. */
function summary(times: ReadonlyMap<string, Times[]>): Record<string, { token: number; over: number }> {
  return Object.fromEntries(
    [...times].map(([name, all]) => [
      name,
      {
        token: round(median(all.map(({ token }) => token))),
        over: round(median(all.map(({ whole, token }) => whole - token))),
      },
    ]),
  );
}
