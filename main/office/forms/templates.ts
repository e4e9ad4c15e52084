import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { formKey, ReceiptTemplate, SlipTemplate } from '#shared/forms/index.ts';

/**
 * Every receipt template of a directory (`resources/forms`). Throws where a file does not fit the schema or two
 * files have the same key: a dossier could then not tell which form it was received under.
 */
export function loadReceiptTemplates(formsDirectory: string): ReceiptTemplate[] {
  const templates = load(formsDirectory, /^receipt-.*\.json$/, ReceiptTemplate);
  if (templates.length === 0) throw new Error('no receipt template is installed');
  return templates;
}

/**
 * Every template of a slip (request for supplement, refusal) of a directory (`resources/forms`). Throws as
 * `loadReceiptTemplates` does, and where one of the two kinds has no template: a detour would have no paper.
 */
export function loadSlipTemplates(formsDirectory: string): SlipTemplate[] {
  const templates = load(formsDirectory, /^(?:supplement|refusal)-.*\.json$/, SlipTemplate);
  for (const kind of SlipTemplate.shape.kind.options) {
    if (!templates.some((template) => template.kind === kind)) {
      throw new Error(`no template of a ${kind} is installed`);
    }
  }
  return templates;
}

function load<Template extends Parameters<typeof formKey>[0]>(
  formsDirectory: string,
  names: RegExp,
  schema: z.ZodType<Template>,
): Template[] {
  const templates = readdirSync(formsDirectory)
    .filter((name) => names.test(name))
    .sort()
    .map((name) => schema.parse(JSON.parse(readFileSync(path.join(formsDirectory, name), 'utf8'))));
  if (new Set(templates.map(formKey)).size !== templates.length) {
    throw new Error('two templates have the same key');
  }
  return templates;
}
