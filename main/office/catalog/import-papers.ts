import type { PaperRequirement, ProcedureCase } from '#shared/catalog/index.ts';
import { fold } from '#shared/text/index.ts';
import type { Override, PaperMend } from './import-rules.ts';
import {
  enumeration,
  isForm,
  isFragment,
  isIntroduction,
  paperName,
  paperNeed,
  readHeading,
} from './paper-wording.ts';
import type { ImportProblem, PortalDocument, PortalProcedure } from './portal-format.ts';

type Paper = Omit<PaperRequirement, 'id'> & { order: number | null };
type CaseRows = { name: string; order: number | null; papers: Paper[] };

/** Above this a count is a misread form number ("Mẫu số 18 (01 bản)" came out as 81). */
const MOST_SHEETS = 20;

/** The cases of a procedure with their papers, mended by its overrides. Always at least one case. */
export function importCases(
  source: PortalProcedure,
  overrides: readonly Override[],
  used: Set<PaperMend>,
  problems: ImportProblem[],
): ProcedureCase[] {
  const replaced = overrides.find((entry) => entry.cases !== undefined)?.cases;
  const cases =
    replaced === undefined
      ? groupRows(source, overrides, used, problems)
      : replaced.map((item) => ({
          name: item.name,
          order: null,
          papers: item.papers.map((paper) => ({ ...paper, order: null })),
        }));
  const first = overrides.find((entry) => entry.firstCase !== undefined)?.firstCase;
  const index = first === undefined ? -1 : cases.findIndex((item) => item.name.includes(first));
  if (first !== undefined && index < 0) {
    problems.push({ code: source.code, message: `Không có trường hợp "${first}" để đưa lên đầu.` });
  }
  const front = cases[index];
  return withIds(front === undefined ? cases : [front, ...cases.filter((item) => item !== front)]);
}

function groupRows(
  source: PortalProcedure,
  overrides: readonly Override[],
  used: Set<PaperMend>,
  problems: ImportProblem[],
): CaseRows[] {
  const shared: Paper[] = [];
  const cases = new Map<string, CaseRows>();
  for (const row of joinFragments(source, problems)) {
    const heading = readHeading(row.case);
    const raw = readPaper(row, source, problems);
    if (raw === undefined) continue;
    const named = heading.kind === 'party' ? { ...raw, name: `${raw.name} (${heading.name})` } : raw;
    const paper = mend(heading.kind === 'extra' ? { ...named, need: 'conditional' } : named, overrides, used);
    if (paper === undefined) continue;
    if (heading.kind !== 'case') {
      shared.push(paper);
      continue;
    }
    const name = mendCaseName(heading.name, overrides);
    const known = cases.get(name);
    if (known === undefined) cases.set(name, { name, order: enumeration(row.case), papers: [paper] });
    else known.papers.push(paper);
  }
  if (cases.size === 0) return [{ name: '', order: null, papers: arrange(shared) }];
  return [...cases.values()]
    .sort(byOrder)
    .map((item) => ({ ...item, papers: arrange([...item.papers, ...shared]) }));
}

/** Puts rows together that the export broke ("… (" + "hoặc 01 bản sao có chứng thực) …"), under one heading only. */
function joinFragments(source: PortalProcedure, problems: ImportProblem[]): PortalDocument[] {
  const rows: PortalDocument[] = [];
  for (const row of source.documents) {
    const before = rows.at(-1);
    if (isFragment(row.name) && before !== undefined && before.case === row.case) {
      before.name = `${before.name}${row.name}`;
      problems.push({
        code: source.code,
        message: `Nối dòng giấy tờ bị cắt: "${before.name.slice(0, 80)}".`,
      });
    } else {
      rows.push({ ...row });
    }
  }
  return rows;
}

function readPaper(
  row: PortalDocument,
  source: PortalProcedure,
  problems: ImportProblem[],
): Paper | undefined {
  const name = paperName(row.name);
  if (name === '') {
    problems.push({ code: source.code, message: 'Có dòng giấy tờ không ghi tên: bỏ qua.' });
    return undefined;
  }
  if (isIntroduction(row.name)) {
    problems.push({
      code: source.code,
      message: `Dòng dẫn không phải giấy tờ: "${name.slice(0, 80)}": bỏ qua.`,
    });
    return undefined;
  }
  const originals = sheets(row.originals, source, name, problems);
  const copies = sheets(row.copies, source, name, problems);
  return {
    name: name.replace(/\s*\(nếu (người|nộp)[^()]*hình thức (trực tiếp|trực tuyến)[^()]*\)?[;)]*$/iu, ''),
    originals,
    // "1 and 1" of the portal means "either", but nobody hands in a copy of a form.
    copies: isForm(name) && originals > 0 ? 0 : copies,
    handling: row.kind === 'present' || /phải xuất trình/iu.test(row.case) ? 'present' : 'submit',
    // A row that asks for no sheet at all is a remark: shown, but never missing.
    need: originals + copies === 0 ? 'conditional' : paperNeed(row.name),
    order: enumeration(row.name),
  };
}

function sheets(
  count: number | null,
  source: PortalProcedure,
  name: string,
  problems: ImportProblem[],
): number {
  if (count === null || count < 0) return 0;
  if (Number.isInteger(count) && count <= MOST_SHEETS) return count;
  problems.push({
    code: source.code,
    message: `Số bản "${count}" của "${name.slice(0, 60)}" được sửa thành 1.`,
  });
  return 1;
}

function mend(paper: Paper, overrides: readonly Override[], used: Set<PaperMend>): Paper | undefined {
  let mended: Paper = paper;
  for (const rule of overrides.flatMap((entry) => entry.papers ?? [])) {
    if (!paper.name.includes(rule.match)) continue;
    used.add(rule);
    if (rule.drop) return undefined;
    mended = {
      name: rule.name ?? mended.name,
      need: rule.need ?? mended.need,
      handling: rule.handling ?? mended.handling,
      originals: rule.originals ?? mended.originals,
      copies: rule.copies ?? mended.copies,
      order: mended.order,
    };
  }
  return mended;
}

function mendCaseName(name: string, overrides: readonly Override[]): string {
  const rule = overrides.flatMap((entry) => entry.caseNames ?? []).find((item) => name.includes(item.match));
  return rule?.name ?? name;
}

/** Each paper once; forms, then what everybody hands in, then what is shown, then what only some must bring. */
function arrange(papers: readonly Paper[]): Paper[] {
  const seen = new Set<string>();
  const each = papers.filter((paper) => {
    const key = paperKey(paper);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
  return each
    .map((paper, index) => ({ paper, index }))
    .sort((a, b) => rank(a.paper) - rank(b.paper) || byOrder(a.paper, b.paper) || a.index - b.index)
    .map(({ paper }) => paper);
}

function rank(paper: Paper): number {
  const conditional = paper.need === 'conditional' ? 4 : 0;
  const present = paper.handling === 'present' ? 2 : 0;
  return conditional + present + (isForm(paper.name) ? 0 : 1);
}

function byOrder(a: { order: number | null }, b: { order: number | null }): number {
  return a.order === null || b.order === null ? 0 : a.order - b.order;
}

function paperKey(paper: { name: string; handling: string }): string {
  return `${paper.handling} ${fold(paper.name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()}`;
}

/**
 * `p1`, `p2` … over the procedure: the same paper of two cases has one id, so that changing the case keeps its tick.
 * A procedure without cases has the one case `common`.
 */
function withIds(cases: readonly CaseRows[]): ProcedureCase[] {
  const ids = new Map<string, string>();
  return cases.map((item, index) => ({
    id: cases.length === 1 && item.name === '' ? 'common' : `c${index + 1}`,
    name: item.name,
    papers: item.papers.map(({ order: _, ...paper }) => {
      const key = paperKey(paper);
      const id = ids.get(key) ?? `p${ids.size + 1}`;
      ids.set(key, id);
      return { id, ...paper };
    }),
  }));
}
