import { z } from 'zod';
import { Catalogue, type FeeExemption, type Procedure } from '#shared/catalog/index.ts';
import { normalizeText } from '#shared/text/index.ts';
import { importCases } from './import-papers.ts';
import type { CatalogueHead, ImportRules, Override, PaperMend } from './import-rules.ts';
import { importTerms } from './import-terms.ts';
import { type ImportProblem, PortalProcedure } from './portal-format.ts';

export type ImportOutcome = { catalogue: Catalogue; problems: ImportProblem[] };

/**
 * Turns an export of the national portal (a list of procedures) into a catalogue. Nothing is guessed: a time without a
 * usable unit becomes "no limit" with the portal's words, an unknown fee stays unknown. What was mended, dropped or not
 * understood is reported. Throws ZodError when the input is no such export, and Error when nothing usable is in it.
 */
export function importPortal(input: unknown, rules: ImportRules, head: CatalogueHead): ImportOutcome {
  const problems: ImportProblem[] = [];
  const used = new Set<PaperMend>();
  const procedures: Procedure[] = [];
  for (const raw of z.array(z.unknown()).parse(input)) {
    const parsed = PortalProcedure.safeParse(raw);
    if (!parsed.success) {
      problems.push({
        code: '?',
        message: `Bỏ qua một thủ tục sai cấu trúc: ${z.prettifyError(parsed.error)}`,
      });
      continue;
    }
    const procedure = importProcedure(parsed.data, rules, head, used, problems);
    if (procedure === undefined) continue;
    if (procedures.some((item) => item.code === procedure.code)) {
      problems.push({ code: procedure.code, message: 'Thủ tục có hai lần trong tệp: giữ lần đầu.' });
      continue;
    }
    procedures.push(procedure);
  }
  if (procedures.length === 0) throw new Error('the export holds no usable procedure');
  reportUnused(rules, procedures, used, problems);
  return { catalogue: Catalogue.parse({ ...head, procedures }), problems };
}

function importProcedure(
  source: PortalProcedure,
  rules: ImportRules,
  head: CatalogueHead,
  used: Set<PaperMend>,
  problems: ImportProblem[],
): Procedure | undefined {
  // Local publications append the province or a service number (`1.014431.H38`, `2.001218.000.00.00.H38`).
  const code = /^[1-9]\.\d{6}(?!\d)/.exec(source.code.trim())?.[0];
  const overrides = rules.overrides.entries.filter((entry) => entry.code === code || entry.code === '*');
  const own = overrides.filter((entry) => entry.code !== '*');
  const name = pick(own, 'name') ?? procedureName(source.name, code);
  if (code === undefined || name === '') {
    problems.push({ code: source.code, message: 'Thủ tục không có mã hoặc tên dùng được: bỏ qua.' });
    return undefined;
  }
  const input = { ...source, code };
  const field = normalizeText(source.field);
  const channels = importTerms(input, problems).map((terms) => ({
    ...terms,
    fee: pick(own, 'fee') ?? terms.fee,
    feeNote: pick(own, 'feeNote') ?? terms.feeNote,
    limitNote: pick(own, 'limitNote') ?? terms.limitNote,
  }));
  return {
    code,
    name,
    field,
    level: normalizeText(source.level_now),
    decision: normalizeText(source.decision),
    applicants: normalizeText(source.applicants),
    everydayWords: rules.everydayWords.words[code] ?? [],
    validFrom: head.effectiveFrom,
    validTo: null,
    channels,
    cases: importCases(input, overrides, used, problems),
    // Where nothing is paid nobody needs to be exempt.
    exemptions: channels.every((terms) => terms.fee.kind === 'free')
      ? []
      : exemptionsOf(code, channels.map((terms) => terms.feeNote).join(' '), rules),
    results: source.results
      .map((result) => ({ name: normalizeText(result.name), code: normalizeText(result.code) }))
      .filter((result) => result.name !== ''),
    supplementEffect: supplementEffectOf(code, field, rules),
    legalBasis: [source.decision, source.statutory_rule === '' ? '' : lawOf(source.statutory_source)]
      .map(normalizeText)
      .filter((text) => text !== ''),
    verified: source.verified,
    source: source.source_url === '' ? 'Theo hiểu biết chung, chưa xác minh' : source.source_url,
  };
}

function procedureName(name: string, code: string | undefined): string {
  return normalizeText(name)
    .replace(code === undefined ? '' : `(${code})`, '')
    .replace(/[\s.:;]+$/u, '')
    .trim();
}

function pick<Key extends 'name' | 'fee' | 'feeNote' | 'limitNote'>(
  overrides: readonly Override[],
  key: Key,
): Override[Key] {
  return overrides.find((entry) => entry[key] !== undefined)?.[key];
}

/** "… (Luật Hộ tịch / NĐ 23/2015 codified text)" → the texts of law it names. */
function lawOf(statutorySource: string): string {
  return /\((.+?)( codified text)?\)/u.exec(statutorySource)?.[1] ?? statutorySource;
}

function exemptionsOf(code: string, feeNotes: string, rules: ImportRules): FeeExemption[] {
  return rules.exemptions.exemptions
    .filter((rule) => rule.codes.includes(code) || rule.noteSays.some((words) => feeNotes.includes(words)))
    .map(({ id, label, percent, source }) => ({ id, label, percent, source }));
}

function supplementEffectOf(code: string, field: string, rules: ImportRules): Procedure['supplementEffect'] {
  const { exceptions, default: usual } = rules.supplementEffects;
  const exception =
    exceptions.find((item) => item.code === code) ??
    exceptions.find((item) => item.code === null && item.field === field);
  return exception?.effect ?? usual.effect;
}

/** A rule that met nothing is a rule for an export of yesterday: somebody must look at it. */
function reportUnused(
  rules: ImportRules,
  procedures: readonly Procedure[],
  used: ReadonlySet<PaperMend>,
  problems: ImportProblem[],
): void {
  const codes = new Set(procedures.map((procedure) => procedure.code));
  for (const entry of rules.overrides.entries) {
    if (entry.code !== '*' && !codes.has(entry.code)) {
      problems.push({ code: entry.code, message: 'Có quy tắc sửa cho thủ tục không có trong tệp.' });
      continue;
    }
    for (const rule of entry.papers ?? []) {
      if (!used.has(rule)) {
        problems.push({
          code: entry.code,
          message: `Quy tắc sửa giấy tờ không khớp dòng nào: "${rule.match}".`,
        });
      }
    }
  }
  for (const code of Object.keys(rules.everydayWords.words)) {
    if (!codes.has(code))
      problems.push({ code, message: 'Có từ thường gọi cho thủ tục không có trong tệp.' });
  }
}
