import { formKey } from '#shared/forms/index.ts';
import { canonicalJson } from '#shared/journal/index.ts';
import { sha256 } from '../journal/index.ts';
import { type InForce, knownForms } from './in-force.ts';
import type { PacksPorts } from './ports.ts';
import type { ReadContent } from './read-content.ts';

/**
 * What stands against using a content here although it is well-formed: a name that a dossier may have kept would get
 * another meaning. `text`: the content as it is kept. A sentence for people; null: nothing.
 */
export function findFault(
  parts: Pick<PacksPorts, 'catalog'> & { inForce: InForce },
  content: ReadContent,
  text: string,
): string | null {
  if (content.kind === 'catalogue') {
    const { version } = content.catalogue;
    const newest = parts.catalog.versions().toSorted((a, b) => b.version - a.version)[0];
    if (newest === undefined || version > newest.version || sha256(text) === newest.sha256) return null;
    return `Danh mục trong gói mang số ${version}, nhưng ở đây đã dùng đến số ${newest.version}. Hãy báo quản trị tỉnh công bố lại với số lớn hơn ${newest.version}.`;
  }
  if (content.kind === 'calendar') return null;
  const known = new Map(
    knownForms(parts.inForce.formLayers()).map((template) => [formKey(template), template]),
  );
  const changed = content.templates.find((template) => {
    const before = known.get(formKey(template));
    return before !== undefined && canonicalJson(before) !== canonicalJson(template);
  });
  if (changed === undefined) return null;
  return `Mẫu “${formKey(changed)}” trong gói khác với mẫu cùng số bản đang có. Hãy báo quản trị tỉnh công bố lại với số bản mới.`;
}
