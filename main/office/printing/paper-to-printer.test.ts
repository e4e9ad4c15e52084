import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startPdfRenderer } from '../forms/index.ts';
import { hasProgram, POPPLER, pageTexts } from '../forms/reading-pdf.oracle.ts';
import { assertNoScan, sql } from '../storage/index.ts';
import { CLERK, DOSSIER, dossierOf, openPrinting, type PrintingUnderTest } from './printing.oracle.ts';

let u: PrintingUnderTest | undefined;
afterEach(() => u?.remove());

describe.skipIf(!hasProgram('pdftotext'))(`from the order to the paper (${POPPLER})`, () => {
  it('what lies in the folder is what lies in the archive; a reprint says so on every page', async () => {
    const fontsDirectory = path.resolve(import.meta.dirname, '../../../resources/fonts');
    const renderer = startPdfRenderer({ fontsDirectory, workerFile: null });
    try {
      u = await openPrinting({ renderer });
      await u.printing.choose({ printerId: 'pdf-folder', layout: 'a5', pdfFolder: '' }, 'admin-1');
      const job = u.order();
      await u.reach(job, 'printed');
      const again = u.printing.reprint(dossierOf(DOSSIER), '0195b5c0-0000-4000-8000-000000000001', CLERK);
      await u.reach(again.id, 'printed');
      const folder = path.join(u.t.directory, 'prints');
      const files = readdirSync(folder).sort();
      expect(files).toEqual(['H28.41.15-261121-0001_1.pdf', 'H28.41.15-261121-0001_2.pdf']);
      const [first, second] = files.map((name) => new Uint8Array(readFileSync(path.join(folder, name))));
      if (first === undefined || second === undefined) throw new Error('no files');
      expect(Buffer.compare(first, u.printing.readPaper(job).pdf)).toBe(0);
      expect(Buffer.compare(second, u.printing.readPaper(again.id).pdf)).toBe(0);
      expect(pageTexts(first).join(' ')).not.toContain('BẢN IN LẠI');
      for (const page of pageTexts(second)) expect(page).toContain('BẢN IN LẠI 1');
    } finally {
      await renderer.close();
    }
  });
});

describe('a million settled jobs', () => {
  it('cost the queries nothing: each names its index', async () => {
    u = await openPrinting();
    const { db } = u.t;
    for (const query of [
      sql`select * from print_jobs where id = ${'x'}`,
      sql`select * from print_jobs where request_id = ${'x'}`,
      sql`select * from print_jobs where dossier_id = ${'x'} order by n`,
      sql`select * from print_jobs where state <> 'printed' order by n desc limit ${1}`,
      sql`select * from print_jobs where state <> 'printed' and state = 'waiting' and station = ${'x'} order by n limit 1`,
      sql`select * from printed_papers where dossier_id = ${'x'} order by position desc`,
    ]) {
      expect(db.explain(query).join('\n')).toMatch(/USING (COVERING )?INDEX|USING PRIMARY KEY/);
    }
    assertNoScan(db, sql`select * from printed_papers where id = ${'x'}`);
  });
});
