import { z } from 'zod';
import { err, ok, type Result } from '#shared/base/index.ts';
import { type Calendar, CalendarResource, readCalendarResources } from '#shared/calendar/index.ts';
import { Catalogue } from '#shared/catalog/index.ts';
import type { PackKind } from '#shared/exchange/index.ts';
import { formKey, ReceiptTemplate, SlipTemplate } from '#shared/forms/index.ts';

/** One thing of a pack that people know by name: a procedure, a calendar file, a form. `value`: what is compared. */
export type PackItem = { key: string; label: string; value: Record<string, unknown> };

/** What was read from an uploaded file. `version`: the file's own, where its kind has one. */
export type PackContent = { content: unknown; version: number | null; items: PackItem[] };

const Forms = z.array(z.discriminatedUnion('kind', [ReceiptTemplate, SlipTemplate])).min(1);
const CalendarFiles = z.array(CalendarResource).min(1);

/**
 * Parses a pack's content with the schema of whoever uses it, so that no office gets what it could not read.
 * The message is Vietnamese and names the first place that does not fit.
 */
export function readPackContent(kind: PackKind, raw: unknown): Result<PackContent, string> {
  switch (kind) {
    case 'catalogue':
      return readCatalogue(raw);
    case 'calendar':
      return readCalendars(raw);
    case 'forms':
      return readForms(raw);
  }
}

function readCatalogue(raw: unknown): Result<PackContent, string> {
  const parsed = Catalogue.safeParse(raw);
  if (!parsed.success) return err(whereWrong('danh mục thủ tục', parsed.error));
  const items = parsed.data.procedures.map((procedure) => ({
    key: `${procedure.code} ${procedure.validFrom}`,
    label: `${procedure.code} ${procedure.name}`,
    value: procedure,
  }));
  if (items.length === 0) return err('Danh mục không có thủ tục nào. Hãy chọn đúng tệp.');
  // Whoever uses a catalogue finds a procedure by its code alone, whatever days it is valid on.
  const twice = doubled(parsed.data.procedures.map(({ code }) => ({ key: code })));
  if (twice !== undefined)
    return err(`Thủ tục ${twice} có hai lần. Hãy để một dòng cho mỗi mã thủ tục rồi tải lại.`);
  return ok({ content: parsed.data, version: parsed.data.version, items });
}

function readCalendars(raw: unknown): Result<PackContent, string> {
  const parsed = CalendarFiles.safeParse(raw);
  if (!parsed.success) return err(whereWrong('danh sách tệp lịch', parsed.error));
  let calendar: Calendar | undefined;
  try {
    calendar = readCalendarResources(parsed.data).calendar;
  } catch {
    calendar = undefined;
  }
  const kinds = new Set(parsed.data.map((file) => file.kind));
  if (calendar === undefined || !kinds.has('working-time') || !kinds.has('deadline-profile')) {
    return err(
      'Bộ lịch thiếu phần: cần ngày nghỉ, giờ làm việc (working-time) và cách tính hạn (deadline-profile).',
    );
  }
  const items = parsed.data.map((file) => ({ key: file.id, label: file.title, value: file }));
  const twice = doubled(items);
  if (twice !== undefined) return err(`Có hai tệp lịch cùng mã "${twice}". Hãy bỏ một tệp rồi tải lại.`);
  return ok({ content: parsed.data, version: null, items });
}

function readForms(raw: unknown): Result<PackContent, string> {
  const parsed = Forms.safeParse(raw);
  if (!parsed.success) return err(whereWrong('danh sách mẫu giấy', parsed.error));
  const items = parsed.data.map((form) => ({
    key: `${form.kind} ${formKey(form)}`,
    label: `${form.title || form.kind} (${formKey(form)})`,
    value: form,
  }));
  const twice = doubled(items);
  if (twice !== undefined) return err(`Có hai mẫu cùng khóa "${twice}". Hãy bỏ một mẫu rồi tải lại.`);
  return ok({ content: parsed.data, version: null, items });
}

function doubled(items: readonly Pick<PackItem, 'key'>[]): string | undefined {
  const seen = new Set<string>();
  return items.find(({ key }) => seen.size === seen.add(key).size)?.key;
}

function whereWrong(what: string, error: z.ZodError): string {
  const issue = error.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? 'ngay từ đầu tệp' : issue.path.join(' → ');
  return `Tệp không phải ${what} đúng mẫu: sai ở ${place}. Hãy kiểm tra tệp rồi tải lại.`;
}
