import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadReceiptTemplates, loadSlipTemplates } from './templates.ts';

const resources = path.resolve(import.meta.dirname, '../../../resources');
const directory = mkdtempSync(path.join(tmpdir(), 'templates-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('shipped data', () => {
  it('has the two circulars, without a gap between them', () => {
    const templates = loadReceiptTemplates(path.join(resources, 'forms'));
    expect(templates.map((template) => [template.circular, template.validFrom, template.validTo])).toEqual([
      ['TT 01/2018/TT-VPCP', '2019-01-06', '2025-09-14'],
      ['TT 03/2025/TT-VPCP', '2025-09-15', null],
    ]);
    expect(templates.map((template) => template.unconfirmed)).toEqual([false, true]);
  });

  it('has both slips of the two circulars, without a gap between them', () => {
    const templates = loadSlipTemplates(path.join(resources, 'forms'));
    for (const kind of ['supplement-slip', 'refusal-slip']) {
      const ofKind = templates.filter((template) => template.kind === kind);
      expect(ofKind.map(({ validFrom, validTo, unconfirmed }) => [validFrom, validTo, unconfirmed])).toEqual([
        ['2019-01-06', '2025-09-14', false],
        ['2025-09-15', null, true],
      ]);
    }
  });

  it('wants a form for each kind of slip', () => {
    const alone = mkdtempSync(path.join(tmpdir(), 'templates-'));
    try {
      expect(() => loadSlipTemplates(alone)).toThrow('supplement-slip');
      cpSync(path.join(resources, 'forms/supplement-tt01-2018.json'), path.join(alone, 'supplement-a.json'));
      expect(() => loadSlipTemplates(alone)).toThrow('refusal-slip');
      cpSync(path.join(resources, 'forms/refusal-tt01-2018.json'), path.join(alone, 'refusal-a.json'));
      expect(loadSlipTemplates(alone)).toHaveLength(2);
    } finally {
      rmSync(alone, { recursive: true });
    }
  });

  it('refuses two files with one key, and none at all', () => {
    expect(() => loadReceiptTemplates(directory)).toThrow('no receipt template');
    for (const name of ['receipt-a.json', 'receipt-b.json']) {
      cpSync(path.join(resources, 'forms/receipt-tt01-2018.json'), path.join(directory, name));
    }
    expect(() => loadReceiptTemplates(directory)).toThrow('same key');
  });

  it('has every font of its list, unchanged', () => {
    const sources = JSON.parse(readFileSync(path.join(resources, 'fonts/sources.json'), 'utf8'));
    const files: { file: string; sha256: string }[] = sources.files;
    for (const { file, sha256 } of files) {
      const bytes = readFileSync(path.join(resources, 'fonts', file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    const present = ['tinos', 'be-vietnam-pro'].flatMap((family) =>
      readdirSync(path.join(resources, 'fonts', family))
        .filter((name) => name.endsWith('.ttf'))
        .map((name) => `${family}/${name}`),
    );
    expect(present.sort()).toEqual(files.map((entry) => entry.file).sort());
  });
});
