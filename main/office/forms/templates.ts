import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formKey, ReceiptTemplate } from '#shared/forms/index.ts';

/**
 * Every receipt template of a directory (`resources/forms`). Throws where a file does not fit the schema or two
 * files have the same key: a dossier could then not tell which form it was received under.
 */
export function loadReceiptTemplates(formsDirectory: string): ReceiptTemplate[] {
  const templates = readdirSync(formsDirectory)
    .filter((name) => /^receipt-.*\.json$/.test(name))
    .sort()
    .map((name) => ReceiptTemplate.parse(JSON.parse(readFileSync(path.join(formsDirectory, name), 'utf8'))));
  const keys = new Set(templates.map(formKey));
  if (keys.size !== templates.length) throw new Error('two receipt templates have the same key');
  if (templates.length === 0) throw new Error('no receipt template is installed');
  return templates;
}
