/**
 * Turns the portal's export into catalogue version 1:
 * `node main/office/catalog/convert.ts resources/catalog/source-2026-07.json resources/catalog/catalogue-1.json`.
 * Prints what was mended or not understood to the error output. Needs no package beyond the repository's own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogueText } from './catalogue-text.ts';
import { importPortal } from './import-portal.ts';
import { readImportRules, readShippedHead } from './shipped-files.ts';

const [, , from, to] = process.argv;
if (from === undefined || to === undefined) {
  process.stderr.write('usage: node main/office/catalog/convert.ts <export.json> <catalogue.json>\n');
  process.exitCode = 2;
} else {
  const resources = path.resolve(import.meta.dirname, '../../../resources');
  const { catalogue, problems } = importPortal(
    JSON.parse(readFileSync(from, 'utf8')),
    readImportRules(resources),
    readShippedHead(resources),
  );
  writeFileSync(to, catalogueText(catalogue));
  for (const problem of problems) process.stderr.write(`${problem.code}: ${problem.message}\n`);
  process.stdout.write(`${catalogue.procedures.length} procedures, ${problems.length} remarks\n`);
}
