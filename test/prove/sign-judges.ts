import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readCms } from '#office/pades/cms/read.ts';
import type { SigningPki } from '../fixtures/signing-pki.ts';

const run = promisify(execFile);

/** What independent programs say of a signed file. Nothing here comes from the code that is judged but the cutting. */
export type Judges = {
  /** Per signature, in the order of the file: valid and trusted to poppler (NSS). */
  byPdfsig(pdf: Uint8Array): Promise<boolean[]>;
  /** Per signature: the CMS over its bytes, and the timestamp in it where there is one, to openssl. */
  byOpenssl(pdf: Uint8Array): Promise<{ cms: boolean; timestamp: boolean | null }[]>;
  end(): void;
};

export async function createJudges(pki: SigningPki): Promise<Judges> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-judges-'));
  const file = (name: string) => path.join(folder, name);
  const store = file('nss');
  mkdirSync(store);
  await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
  // biome-ignore format: an option and its value in one line
  await run('certutil', ['-A', '-d', `sql:${store}`, '-n', 'root', '-t', 'CT,C,C', '-i', pki.root.certificateFile]);
  const succeeds = (program: string, args: readonly string[]) =>
    run(program, args, { timeout: 60_000 }).then(
      () => true,
      () => false,
    );

  return {
    async byPdfsig(pdf) {
      writeFileSync(file('signed.pdf'), pdf);
      const { stdout } = await run('pdfsig', ['-no-ocsp', '-nssdir', store, file('signed.pdf')], {
        timeout: 60_000,
      }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
      return stdout
        .split(/^Signature #\d+:$/m)
        .slice(1)
        .map((part) => part.includes('Signature is Valid.') && part.includes('Certificate is Trusted.'));
    },
    async byOpenssl(pdf) {
      const found: { cms: boolean; timestamp: boolean | null }[] = [];
      for (const { cms, content } of cutSignatures(pdf)) {
        writeFileSync(file('signature.der'), cms);
        writeFileSync(file('content.bin'), content);
        const trust = ['-CAfile', pki.chainFile, '-purpose', 'any'];
        const isValid = await succeeds('openssl', [
          ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file('signature.der')],
          ...['-content', file('content.bin'), '-out', file('verified.bin'), ...trust],
        ]);
        const [signer] = readCms(cms).signers;
        const token = signer?.unsigned.get('1.2.840.113549.1.9.16.2.14');
        let timestamp: boolean | null = null;
        if (signer !== undefined && token !== undefined) {
          writeFileSync(file('token.der'), token.raw);
          writeFileSync(file('value.bin'), signer.signature);
          timestamp = await succeeds('openssl', [
            ...['ts', '-verify', '-token_in', '-in', file('token.der'), '-data', file('value.bin')],
            ...['-CAfile', pki.chainFile],
          ]);
        }
        found.push({ cms: isValid, timestamp });
      }
      return found;
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Each signature of a file with the bytes that it signs, cut out by its ByteRange, found as text. */
export function cutSignatures(pdf: Uint8Array): { cms: Uint8Array; content: Uint8Array; range: number[] }[] {
  const text = Buffer.from(pdf).toString('latin1');
  return [...text.matchAll(/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)/g)].map((match) => {
    const range = match.slice(1).map(Number);
    const [start = 0, length = 0, next = 0, rest = 0] = range;
    const cms = Buffer.from(text.slice(length + 1, next - 1), 'hex');
    return {
      cms: new Uint8Array(cms),
      content: Buffer.concat([pdf.subarray(start, length), pdf.subarray(next, next + rest)]),
      range,
    };
  });
}
