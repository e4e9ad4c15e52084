import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { layoutReceipt, receiptValuesOf } from '#shared/forms/index.ts';
import { sampleDossier, sampleHead, shippedTemplates } from '#shared/forms/sample-receipt.oracle.ts';
import type { PkiIdentity } from '#test/fixtures/signing-pki.ts';
import { createPdfDrawer } from '../forms/index.ts';
import {
  type Appearance,
  loadMarkDrawing,
  type MarkDrawing,
  type SignatureRequest,
  signPdf,
} from './index.ts';

export const resourcesDirectory = path.resolve(import.meta.dirname, '../../../resources');

/** A receipt as the office makes it. */
export async function receiptPdf(): Promise<Uint8Array> {
  const [template] = shippedTemplates();
  if (template === undefined) throw new Error('template missing');
  const document = layoutReceipt(template, receiptValuesOf(sampleDossier(), sampleHead), 'https://t.example');
  return createPdfDrawer(path.join(resourcesDirectory, 'fonts'))([document], { layout: 'a5', at: 0 });
}

export function markDrawing(): Promise<MarkDrawing> {
  return loadMarkDrawing(resourcesDirectory);
}

/** A plain mark; override what the test is about. */
export function markOf(drawing: MarkDrawing, changes: Partial<Appearance> = {}): Appearance {
  return {
    ...{ kind: 'organisation', name: 'UBND PHƯỜNG PHÚ LỢI', heading: '', training: false },
    ...{ drawing, picture: null, place: null },
    ...changes,
  };
}

// Never synchronous: the services of the test PKI answer from this very process.
const run = promisify(execFile);

/** What a program wrote, whatever its exit code. */
export async function outputOf(program: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(program, args, { timeout: 60_000 });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    if (stdout === undefined) throw error;
    return stdout + stderr;
  }
}

/** Runs `use` with files of these contents in a temporary folder. */
export async function withFiles<Value>(
  contents: Record<string, Uint8Array | string>,
  use: (file: (name: string) => string) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pades-'));
  try {
    for (const [name, content] of Object.entries(contents)) writeFileSync(path.join(folder, name), content);
    return await use((name) => path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Signs a digest as a token does: openssl, which takes the digest as it is, for both kinds of key. */
export function signDigest(who: PkiIdentity): (digest: Uint8Array) => Promise<Uint8Array> {
  return (digest) =>
    withFiles({ digest }, async (file) => {
      const hash = who.kind === 'p-256' ? [] : ['-pkeyopt', 'digest:sha256'];
      const files = ['-inkey', who.keyFile, '-in', file('digest'), '-out', file('signature')];
      await run('openssl', ['pkeyutl', '-sign', ...files, ...hash]);
      return new Uint8Array(readFileSync(file('signature')));
    });
}

export type PdfsigLine = {
  field: string;
  name: string;
  valid: boolean;
  trusted: boolean;
  wholeFile: boolean;
};

/** What poppler says of each signature, trusting the given roots (PEM) and nobody else. */
export function pdfsig(pdf: Uint8Array, roots: readonly string[] = []): Promise<PdfsigLine[]> {
  return withFiles({ 'signed.pdf': pdf }, async (file) => {
    const store = file('nss');
    mkdirSync(store);
    await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
    for (const [index, root] of roots.entries())
      await run('certutil', ['-A', '-d', `sql:${store}`, '-n', `r${index}`, '-t', 'CT,C,C', '-i', root]);
    const text = await outputOf('pdfsig', ['-no-ocsp', '-nssdir', store, file('signed.pdf')]);
    return text
      .split(/^Signature #\d+:$/m)
      .slice(1)
      .map((part) => ({
        field: /Field Name: (.*)/.exec(part)?.[1] ?? '',
        name: /Common Name: (.*)/.exec(part)?.[1] ?? '',
        valid: part.includes('Signature is Valid.'),
        trusted: part.includes('Certificate is Trusted.'),
        wholeFile: part.includes('- Total document signed'),
      }));
  });
}

let drawing: Promise<MarkDrawing> | undefined;

/** Signs as somebody of the test PKI, with a mark of their name. */
export async function signAs(
  pdf: Uint8Array,
  who: PkiIdentity,
  changes: Partial<SignatureRequest> & Pick<SignatureRequest, 'field' | 'at'>,
): Promise<Uint8Array> {
  drawing ??= markDrawing();
  const appearance = markOf(await drawing, { name: who.commonName });
  return signPdf(pdf, { certificate: who.der, chain: [], appearance, sign: signDigest(who), ...changes });
}
