import { describe, expect, it } from 'vitest';
import { sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { finishSignature, prepareSignature, signPdf } from './index.ts';
import { markDrawing, markOf, pdfsig, receiptPdf, signDigest } from './testing.oracle.ts';

const drawing = await markDrawing();
const at = Date.UTC(2026, 10, 22, 8, 54, 20);

describe('signPdf', () => {
  it('signs a receipt three times, with each kind of key: poppler finds all of them valid and trusted', async () => {
    const pki = await sharedSigningPki();
    let pdf = await receiptPdf();
    const people = [pki.organisation, pki.clerk, pki.head];
    for (const [index, who] of people.entries()) {
      const before = pdf;
      pdf = await signPdf(pdf, {
        certificate: who.der,
        chain: [pki.intermediate.der],
        appearance: markOf(drawing, { name: who.commonName, kind: index === 0 ? 'organisation' : 'person' }),
        at,
        field: `ChuKy${index + 1}`,
        sign: signDigest(who),
      });
      expect(Buffer.compare(pdf.subarray(0, before.length), before)).toBe(0);
    }
    expect(await pdfsig(pdf, [pki.root.certificateFile])).toEqual(
      people.map(({ commonName }, index) => ({
        field: `ChuKy${index + 1}`,
        name: commonName,
        valid: true,
        trusted: true,
        wholeFile: index === 2,
      })),
    );
  });

  it('puts nothing into a file that does not fit the certificate', async () => {
    const pki = await sharedSigningPki();
    const request = { certificate: pki.clerk.der, chain: [], appearance: null, at, field: 'ChuKy' };
    const prepared = prepareSignature(await receiptPdf(), request);
    const others = await signDigest(pki.organisation)(prepared.digest);
    expect(() => finishSignature(prepared, others)).toThrow(
      expect.objectContaining({ fault: 'signature-wrong' }),
    );
    expect(() => finishSignature(prepared, new Uint8Array())).toThrow(
      expect.objectContaining({ fault: 'signature-wrong' }),
    );
  });
});
