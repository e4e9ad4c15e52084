import type { PaperRequirement } from '#shared/catalog/index.ts';
import { normalizeText } from '#shared/text/index.ts';

/** What a heading of the portal's list of papers is: `shared` belongs to every case, `extra` too but conditionally. */
export type Heading = { kind: 'shared' | 'extra' } | { kind: 'party' | 'case'; name: string };

const ENUMERATOR = /^(?:\(?(?:\d+(?:\.\d+)*|[ivx]+)\)|[a-zđ][.)])\s*/iu;

/**
 * Sorts a heading. The portal uses one column for three things: how papers are handed in ("Giấy tờ phải nộp:"), whose
 * papers they are ("Hồ sơ của người nhận con nuôi:"), and real cases ("Trường hợp …", "(1.7) Đối với …").
 */
export function readHeading(text: string): Heading {
  const heading = normalizeText(text).replace(/\s*[:;.,]+$/u, '');
  if (heading === '') return { kind: 'shared' };
  if (/^giấy tờ phải (nộp|xuất trình)$/iu.test(heading)) return { kind: 'shared' };
  if (/^(người yêu cầu|hồ sơ|thành phần hồ sơ)\b.*(các giấy tờ sau|sau đây)/iu.test(heading))
    return { kind: 'shared' };
  if (/^thành phần hồ sơ$/iu.test(heading)) return { kind: 'shared' };
  if (/ủy quyền thực hiện thủ tục|^tùy từng trường hợp/iu.test(heading)) return { kind: 'extra' };
  const party = /^hồ sơ của (.+)$/iu.exec(heading);
  if (party?.[1] !== undefined) return { kind: 'party', name: party[1] };
  return { kind: 'case', name: caseName(heading) };
}

function caseName(heading: string): string {
  const name = heading
    .replace(ENUMERATOR, '')
    .replace(/^(đối với (trường hợp )?|thành phần hồ sơ (khi )?|hồ sơ đăng ký đối với )/iu, '')
    .replace(/^trường hợp /iu, '')
    .replace(/,? (bao )?gồm( \(.*)?$/iu, '')
    .trim();
  return capitalise(name);
}

/** The order that the portal's own marks give: "(1.2)" before "(1.10)", "(ii)" before "(iv)"; null without a mark. */
export function enumeration(text: string): number | null {
  const mark = /^\(?(\d+(?:\.\d+)*|[ivx]+|[a-zđ])[.)]/iu.exec(normalizeText(text))?.[1]?.toLowerCase();
  if (mark === undefined) return null;
  if (/^\d/.test(mark)) return mark.split('.').reduce((sum, part) => sum * 100 + Number(part), 0);
  const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'].indexOf(mark);
  const letter = 'aăâbcdđeêghiklmnoôơpqrstuưvxy'.indexOf(mark);
  return text.trim().startsWith('(') && roman >= 0 ? roman + 1 : letter + 1;
}

/** A paper's name without marks, web leftovers and a sentence that the export cut off in the middle. */
export function paperName(text: string): string {
  const name = normalizeText(text)
    .replace(ENUMERATOR, '')
    .replace(/^[.;,\-–+*\s]+/u, '')
    .replace(/\.?Mau so \S+$/u, '')
    .replace(/\(\s*\)/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return capitalise(withoutOpenEnd(name).replace(/[\s.;,:(]+$/u, ''));
}

/** "… còn giá trị sử dụng (sau đây…" → "… còn giá trị sử dụng": a bracket that only explained, cut off, says nothing. */
function withoutOpenEnd(name: string): string {
  if (!name.endsWith('…')) return closesAll(name) ? name : name.replace(/\)+$/u, '');
  return name.replace(/\s*\((sau đây|do người|nếu người|việc nộp)[^()]*…$/iu, '');
}

function closesAll(name: string): boolean {
  return (name.match(/\(/gu) ?? []).length >= (name.match(/\)/gu) ?? []).length;
}

/** The second half of a row that the export broke in two. */
export function isFragment(text: string): boolean {
  return /^(\)|hoặc\s\d)/u.test(normalizeText(text));
}

/** A sentence that only introduces the rows after it. */
export function isIntroduction(text: string): boolean {
  return normalizeText(text).endsWith(':');
}

/**
 * Is the paper asked of everybody? Only the first clause decides: "Giấy chứng sinh; trường hợp không có … thì nộp …"
 * is asked of everybody. Forms filled in on the portal are never asked at the counter; the paper form always is.
 */
export function paperNeed(text: string): PaperRequirement['need'] {
  const name = normalizeText(text).replace(ENUMERATOR, '');
  if (/^mẫu\b.*điện tử tương tác|^mẫu hộ tịch điện tử/iu.test(name)) return 'conditional';
  if (/^tờ khai\b/iu.test(name) && !/trường hợp/iu.test(name)) return 'required';
  if (
    /^(văn bản|giấy|hợp đồng)( về việc)? (ủy quyền|đại diện)|^văn bản về việc (ủy quyền|đại diện)/iu.test(
      name,
    )
  ) {
    return 'conditional';
  }
  const clause = name.split(/[;]|\.\s|,? trừ trường hợp/u)[0] ?? name;
  if (/\(nếu (có|người)/iu.test(name) && !/hình thức trực tiếp/iu.test(name)) return 'conditional';
  if (/^(trường hợp|đối với|khi|nếu|ngoài)\s/iu.test(clause)) return 'conditional';
  if (/\((đối với|trong) trường hợp/iu.test(name)) return 'conditional';
  if (
    /(trong|đối với)( các)? trường hợp|\snếu\s|\(trường hợp/iu.test(
      clause.replace(/\(nếu.*hình thức trực tiếp.*$/iu, ''),
    )
  ) {
    return 'conditional';
  }
  return 'required';
}

/** Forms and applications stand first in every list: they are what the clerk looks for first. */
export function isForm(name: string): boolean {
  return /^(tờ khai|đơn|giấy đề nghị|phiếu yêu cầu|văn bản (đề nghị|yêu cầu)|bản khai|bản đăng ký|thông báo|dự thảo)\s/iu.test(
    name,
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
