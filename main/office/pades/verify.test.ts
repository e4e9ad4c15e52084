import { createHash, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '#test/fixtures/random.ts';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { fetchBytes } from '../certificates/index.ts';
import { buildCms, signedAttributes } from './cms/build.ts';
import { checkSigner } from './cms/check.ts';
import { readCms } from './cms/read.ts';
import { addValidationData, fetchTimestamp, finishTimestamp, prepareTimestamp, verifyPdf } from './index.ts';
import { pdfsig, receiptPdf, signAs } from './testing.oracle.ts';

let pki: SigningPki;
let receipt: Uint8Array;
let once: Uint8Array;
let twice: Uint8Array;
const now = Date.now();
const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: [pki.root.der], at: now });

beforeAll(async () => {
  pki = await sharedSigningPki();
  receipt = await receiptPdf();
  once = await signAs(receipt, pki.organisation, { chain: [pki.intermediate.der], field: 'CoQuan', at: now });
  twice = await signAs(once, pki.head, { chain: [pki.intermediate.der], field: 'NguoiKy', at: now });
});

async function stamped(pdf: Uint8Array, field: string | null = null): Promise<Uint8Array> {
  const prepared = prepareTimestamp(pdf, { field, newField: `DauThoiGian${pdf.length}` });
  const nonce = createHash('sha256').update(prepared.digest).digest().subarray(0, 12);
  const { token } = await fetchTimestamp(pki.services.tsaUrl, prepared.digest, { nonce });
  return finishTimestamp(prepared, token);
}

describe('verifyPdf', () => {
  it('tells who signed, when, and that a later signature changed nothing else', () => {
    const report = verify(twice);
    expect(report).toMatchObject({ problem: null, pages: 2, hasValidationData: false });
    const [first, second] = report.signatures;
    expect(first).toMatchObject({
      field: 'CoQuan',
      kind: 'signature',
      page: 1,
      whole: true,
      problem: null,
      algorithm: 'RSA SHA-256',
      claimedAt: Math.floor(now / 1000) * 1000,
      timestamp: null,
      coversWholeFile: false,
      revisionLength: once.length,
      changes: ['signatures-added'],
      training: false,
    });
    expect(first?.signer?.name).toBe('ỦY BAN NHÂN DÂN PHƯỜNG PHÚ LỢI');
    expect(first?.trust).toMatchObject({ trusted: true, problem: null, revocation: 'unknown' });
    expect(first?.trust?.chain).toHaveLength(3);
    expect(second).toMatchObject({
      field: 'NguoiKy',
      whole: true,
      algorithm: 'ECDSA SHA-256',
      coversWholeFile: true,
      changes: [],
    });
  });

  it('finds every changed byte of what was signed', () => {
    const { below } = createRandom(20261122);
    const { revisionLength = 0 } = verify(once).signatures[0] ?? {};
    const gap = Buffer.from(once).indexOf('/Contents <', receipt.length);
    for (let n = 0; n < 60; n += 1) {
      const at = below(revisionLength);
      // The signature's own value is not signed; its brackets and what is around it are.
      if (at > gap + 10 && at < gap + 11 + 65_536) continue;
      const changed = Uint8Array.from(once);
      changed[at] = (changed[at] ?? 0) ^ (1 << below(8));
      const report = verify(changed);
      const isWhole = report.problem === null && report.signatures.some(({ whole }) => whole);
      expect({ at, isWhole }).toEqual({ at, isWhole: false });
    }
  });

  it('does not trust what leads to no known root, ended, was revoked or is for something else', async () => {
    const people = [
      [pki.stranger, 'issuer-missing'],
      [pki.expired, 'expired'],
      [pki.notYet, 'not-yet-valid'],
      [pki.encryptionOnly, 'not-allowed-to-sign'],
    ] as const;
    for (const [who, problem] of people) {
      const pdf = await signAs(receipt, who, { chain: [pki.intermediate.der], field: 'X', at: now });
      const [signature] = verify(pdf).signatures;
      expect(signature).toMatchObject({ whole: true, trust: { trusted: false, problem } });
    }
  });
});

describe('one signature', () => {
  const content = new Uint8Array(Buffer.from('nội dung'));
  const digest = (hash: string) => new Uint8Array(createHash(hash).update(content).digest());
  const expected = { contentType: '1.2.840.113549.1.7.1', mustName: true };

  it('made for another certificate than the one beside it is none', () => {
    const signedBy = (named: Uint8Array, shown: Uint8Array) => {
      const attributes = signedAttributes(digest('sha256'), named);
      const signature = new Uint8Array(sign('sha256', attributes, pki.clerk.privateKey));
      const parts = { certificate: shown, chain: [], signedAttributes: attributes, signature };
      return checkSigner(readCms(buildCms(parts)), digest, expected).problem;
    };
    expect(signedBy(pki.clerk.der, pki.clerk.der)).toBe(null);
    expect(signedBy(pki.organisation.der, pki.clerk.der)).toBe('certificate-swapped');
    expect(signedBy(pki.organisation.der, pki.organisation.der)).toBe('signature-wrong');
  });
});

describe('timestamps', () => {
  it('go into the signature while it is the last in the file', async () => {
    const pdf = await stamped(once);
    expect(pdf).toHaveLength(once.length);
    const [signature] = verify(pdf).signatures;
    expect(signature).toMatchObject({ whole: true, timestamp: { whole: true, trust: { trusted: true } } });
    expect(Math.abs((signature?.timestamp?.at ?? 0) - now)).toBeLessThan(600_000);
    expect(signature?.timestamp?.authority?.name).toBe('TSA thử nghiệm');
    expect((await pdfsig(pdf))[0]).toMatchObject({ valid: true, wholeFile: true });
  });

  it('go behind the file when something was signed after', async () => {
    const pdf = await stamped(twice, 'CoQuan');
    expect(Buffer.compare(pdf.subarray(0, twice.length), twice)).toBe(0);
    const [first, second, time] = verify(pdf).signatures;
    expect(first).toMatchObject({ whole: true, changes: ['signatures-added', 'timestamps-added'] });
    expect(first?.timestamp).toMatchObject({ whole: true });
    expect(second?.changes).toEqual(['timestamps-added']);
    expect(time).toMatchObject({ kind: 'timestamp', whole: true, subFilter: 'ETSI.RFC3161', page: null });
    expect((await pdfsig(pdf)).slice(0, 2).every(({ valid }) => valid)).toBe(true);
  });
});

describe('validation data', () => {
  it('is put behind the file, and answers whether anybody was revoked', async () => {
    const signed = await stamped(once);
    const question = { roots: [pki.root.der], at: now, fetch: fetchBytes };
    const added = await addValidationData(signed, question);
    expect(added.failures).toEqual([]);
    expect(added.complete).toBe(true);
    const pdf = added.pdf ?? new Uint8Array();
    expect(Buffer.compare(pdf.subarray(0, signed.length), signed)).toBe(0);
    const report = verify(pdf);
    expect(report.hasValidationData).toBe(true);
    expect(report.signatures[0]).toMatchObject({
      whole: true,
      changes: ['validation-data-added'],
      trust: { trusted: true, revocation: 'good' },
    });
    expect((await addValidationData(pdf, question)).complete).toBe(true);
    expect((await pdfsig(pdf))[0]?.valid).toBe(true);
  });

  it('makes a revoked signature known', async () => {
    const pdf = await signAs(receipt, pki.revoked, { chain: [pki.intermediate.der], field: 'X', at: now });
    const added = await addValidationData(pdf, { roots: [pki.root.der], at: now, fetch: fetchBytes });
    const [signature] = verify(added.pdf ?? pdf).signatures;
    expect(signature).toMatchObject({ whole: true, trust: { trusted: false, problem: 'revoked' } });
  });
});
