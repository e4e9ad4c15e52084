import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/index.ts';
import {
  CalendarResource,
  type CalendarRules,
  getDeadlineProfile,
  PlainDate,
  readCalendarResources,
} from '#shared/calendar/index.ts';
import { Catalogue } from '#shared/catalog/index.ts';
import type { PackKind } from '#shared/exchange/index.ts';
import { formKey, ReceiptTemplate, SlipTemplate } from '#shared/forms/index.ts';

/** Any form of the counter. */
export type FormTemplate = ReceiptTemplate | SlipTemplate;

/** The content of a pack, parsed by the schema of whoever owns what is in it. */
export type ReadContent =
  | { readonly kind: 'catalogue'; readonly catalogue: Catalogue }
  | {
      readonly kind: 'calendar';
      readonly resources: readonly CalendarResource[];
      readonly rules: CalendarRules;
    }
  | { readonly kind: 'forms'; readonly templates: readonly FormTemplate[] };

const Forms = z
  .array(z.discriminatedUnion('kind', [ReceiptTemplate, SlipTemplate]))
  .min(1, 'không có mẫu nào trong gói')
  .refine((templates) => new Set(templates.map(formKey)).size === templates.length, {
    message: 'hai mẫu cùng số và cùng bản',
  });

/**
 * Reads the content of a pack. `effectiveFrom` (`YYYY-MM-DD`): a day on which a desk must be able to work by it. What is
 * wrong comes as a sentence for people.
 */
export function readPackContent(
  kind: PackKind,
  content: unknown,
  effectiveFrom: string,
): Result<ReadContent, string> {
  try {
    if (kind === 'catalogue') return ok({ kind, catalogue: readCatalogue(content) });
    if (kind === 'forms') return ok({ kind, templates: Forms.parse(content) });
    const resources = z.array(CalendarResource).parse(content);
    if (new Set(resources.map(({ id }) => id)).size !== resources.length) {
      throw new Error('hai phần của lịch có cùng tên');
    }
    const rules = readCalendarResources(resources);
    getDeadlineProfile(rules, PlainDate.parse(effectiveFrom));
    return ok({ kind, resources, rules });
  } catch (error) {
    return err(`Nội dung gói sai mẫu: ${inWords(error)}. Hãy báo quản trị tỉnh công bố lại.`);
  }
}

function readCatalogue(content: unknown): Catalogue {
  const catalogue = Catalogue.parse(content);
  if (catalogue.procedures.length === 0) throw new Error('danh mục không có thủ tục nào');
  const codes = new Set<string>();
  for (const { code } of catalogue.procedures) {
    if (codes.has(code)) throw new Error(`thủ tục ${code} có hai lần`);
    codes.add(code);
  }
  return catalogue;
}

/** The first thing that is wrong, with where it is. */
function inWords(error: unknown): string {
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    if (issue === undefined) return 'không đọc được';
    return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
  }
  return error instanceof Error ? error.message : 'không đọc được';
}
