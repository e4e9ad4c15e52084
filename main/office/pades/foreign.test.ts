import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SigningPki, sharedSigningPki } from '#test/fixtures/signing-pki.ts';
import { byHand, FOREIGN, foreignPdf } from './foreign.oracle.ts';
import { verifyPdf } from './index.ts';
import { outputOf, pdfsig, signAs, withFiles } from './testing.oracle.ts';

let pki: SigningPki;
const at = Date.now();
beforeAll(async () => {
  pki = await sharedSigningPki();
});

async function signTwice(pdf: Uint8Array): Promise<Uint8Array> {
  const once = await signAs(pdf, pki.head, { field: 'A', at });
  return signAs(once, pki.head, { field: 'B', at });
}

describe('files that people bring', () => {
  it.each(FOREIGN)(
    '%s: signed twice, both valid to poppler and to us, marks read and apart',
    async (kind) => {
      const original = await foreignPdf(kind);
      const signed = await signTwice(original);
      expect(Buffer.compare(signed.subarray(0, original.length), original)).toBe(0);
      const lines = await pdfsig(signed);
      expect(lines.map(({ valid, wholeFile }) => [valid, wholeFile])).toEqual([
        [true, false],
        [true, true],
      ]);
      const report = verifyPdf(signed, { roots: [pki.root.der, pki.intermediate.der], at });
      expect(report.signatures.map(({ whole, changes, page }) => ({ whole, changes, page }))).toEqual([
        { whole: true, changes: ['signatures-added'], page: 1 },
        { whole: true, changes: [], page: 1 },
      ]);
      const text = await withFiles({ 'signed.pdf': signed }, (file) =>
        outputOf('pdftotext', ['-l', '1', '-enc', 'UTF-8', file('signed.pdf'), '-']),
      );
      expect(text.match(/Ký số: Trần Đức Hỷ/g)).toHaveLength(2);
      expect(text).not.toMatch(/Error/);
    },
  );

  it('refuses by name what can not be signed', async () => {
    const encrypted = await PDFDocument.create();
    encrypted.addPage();
    encrypted.encrypt({ userPassword: 'x', ownerPassword: 'y' });
    const plain = await foreignPdf('plain');
    const text = Buffer.from(plain).toString('latin1');
    const cases: [problem: string, pdf: Uint8Array][] = [
      ['encrypted', await encrypted.save({ useObjectStreams: false })],
      ['not-pdf', new Uint8Array()],
      ['not-pdf', Buffer.from('PK\u0003\u0004 a document of another program')],
      ['broken', plain.subarray(0, plain.length >> 1)],
      ['broken', Buffer.concat([Buffer.from('\n'), plain])],
      ['broken', Buffer.from(text.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1')],
      ['broken', Buffer.from(text.replace(/\n2 0 obj/, '\n8 0 obj'), 'latin1')],
      ['broken', byHand(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R]/Count 1>>'])],
      ['broken', byHand(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>'])],
      [
        'dynamic-form',
        byHand(['<</Type/Catalog/Pages 2 0 R/NeedsRendering true>>', '<</Type/Pages/Kids[]>>']),
      ],
      [
        'no-changes-allowed',
        byHand([
          '<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 3 0 R>>>>',
          '<</Type/Pages/Kids[]>>',
          '<</Type/Sig/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]>>',
        ]),
      ],
      ['field-taken', await signAs(plain, pki.head, { field: 'A', at })],
    ];
    for (const [problem, pdf] of cases)
      await expect(signAs(pdf, pki.head, { field: 'A', at })).rejects.toMatchObject({ problem });
    await expect(
      signAs(new Uint8Array(64 * 1024 * 1024 + 1), pki.head, { field: 'A', at }),
    ).rejects.toMatchObject({ problem: 'too-large' });
  });
});
