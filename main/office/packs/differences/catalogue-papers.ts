import type { PaperRequirement, ProcedureCase } from '#shared/catalog/index.ts';
import { type Change, change, type Label, pairs } from './difference.ts';

const PAPERS: Label = { vi: 'Giấy tờ', en: 'Papers' };
const CASE: Label = { vi: 'Trường hợp', en: 'Case' };

/** Papers that are added, removed or asked for otherwise, case by case. */
export function paperChanges(before: readonly ProcedureCase[], after: readonly ProcedureCase[]): Change[] {
  return pairs(before, after, ({ id }) => id).flatMap(({ before: old, after: present }) => {
    const name = (present ?? old)?.name ?? '';
    const label = name === '' ? PAPERS : { vi: `Giấy tờ – ${name}`, en: `Papers – ${name}` };
    return [
      // A case without a name is the only one of its procedure.
      ...change('cases', CASE, old?.name ?? '', present?.name ?? ''),
      ...ofOneCase(label, old?.papers ?? [], present?.papers ?? []),
    ];
  });
}

/**
 * Papers are paired by name, what remains by id: an import numbers them anew when one is put in, and a paper that was
 * only renamed keeps its number.
 */
function ofOneCase(
  label: Label,
  before: readonly PaperRequirement[],
  after: readonly PaperRequirement[],
): Change[] {
  const left = [...before];
  const byName = after.map((paper) => ({ paper, old: takeFirst(left, ({ name }) => name === paper.name) }));
  const paired = byName.map(({ paper, old }) => ({
    paper,
    old: old ?? takeFirst(left, ({ id }) => id === paper.id),
  }));
  return [
    ...paired.flatMap(({ paper, old }) =>
      change('cases', label, old === undefined ? '' : paperText(old), paperText(paper)),
    ),
    ...left.flatMap((paper) => change('cases', label, paperText(paper), '')),
  ];
}

function takeFirst<Item>(items: Item[], fits: (item: Item) => boolean): Item | undefined {
  const index = items.findIndex(fits);
  return index === -1 ? undefined : items.splice(index, 1)[0];
}

/** `Tờ khai (1 bản chính, nộp)`. */
function paperText({ name, originals, copies, handling, need }: PaperRequirement): string {
  const counts = [
    originals === 0 ? '' : `${originals} bản chính`,
    copies === 0 ? '' : `${copies} bản sao`,
    handling === 'submit' ? 'nộp' : 'xuất trình',
    need === 'conditional' ? 'nếu thuộc trường hợp' : '',
  ];
  return `${name} (${counts.filter((part) => part !== '').join(', ')})`;
}
