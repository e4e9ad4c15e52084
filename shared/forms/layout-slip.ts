import type { Gap, MendingReason } from '../dossier/index.ts';
import type { FormBlock, FormDocument } from './document.ts';
import { formFrame } from './form-frame.ts';
import { personText, textOrNull } from './person-texts.ts';
import { receiptQr } from './receipt-qr.ts';
import { type SlipLine, type SlipTemplate, SlipValueKey } from './slip-template.ts';
import type { SlipValues } from './slip-values.ts';
import { DOTS, fill, fillDate, fillMinute, namesIn, readablePhone, twoDigits, unparted } from './wording.ts';

/**
 * Fills a slip. Pure: the same template and values always give the same document; what is not known yet prints as
 * dots. Its QR carries number and check value alone, never the address of the public look-up: nothing was received, so
 * there is nothing to look up there. The counter opens the slip by it when the person comes back.
 */
export function layoutSlip(template: SlipTemplate, values: SlipValues): FormDocument {
  const { words } = template;
  return {
    ...formFrame(template, {
      ...values,
      clerkName: values.officerName,
      warnings: [
        ...(values.cancelledAt === null ? [] : [fillMinute(words.cancelled, values.cancelledAt)]),
        ...(values.clockSuspect ? [words.clockSuspect] : []),
      ],
      qr: receiptQr({ code: values.code, checkValue: values.checkValue, revision: 1 }, null),
      qrPurpose: words.counterQr,
    }),
    blocks: template.lines.flatMap((line) => blockOf(template, values, line)),
  };
}

function blockOf(template: SlipTemplate, values: SlipValues, line: SlipLine): FormBlock[] {
  switch (line.kind) {
    case 'fields': {
      const fields = line.fields.flatMap((field) => {
        const value = valueText(template, values, field.value);
        if (value === null && field.optional) return [];
        return [{ key: field.value, label: field.label, value: value ?? DOTS, bold: field.bold }];
      });
      return fields.length === 0 ? [] : [{ kind: 'fields', fields, muted: line.muted }];
    }
    case 'gaps':
      return [gapsBlock(line, values.gaps ?? [])];
    case 'text': {
      const text = sentenceOf(template, values, line);
      return text === null
        ? []
        : [{ kind: 'text', key: line.key, line: { text, bold: line.bold, italic: line.italic } }];
    }
  }
}

function sentenceOf(
  template: SlipTemplate,
  values: SlipValues,
  line: Extract<SlipLine, { kind: 'text' }>,
): string | null {
  const known = new Map(
    line.texts
      .flatMap(namesIn)
      .map((name) => [name, valueText(template, values, SlipValueKey.parse(name))] as const),
  );
  const sentence = line.texts.find((text) => namesIn(text).every((name) => known.get(name) !== null));
  if (sentence === undefined && line.optional) return null;
  const filled = [...known].map(([name, value]) => [name, value ?? DOTS]);
  return fill(sentence ?? line.texts.at(-1) ?? '', Object.fromEntries(filled));
}

function valueText(template: SlipTemplate, values: SlipValues, key: SlipValueKey): string | null {
  const { words } = template;
  switch (key) {
    case 'unit':
      return textOrNull(values.head.unit);
    case 'content':
      return textOrNull(values.content);
    case 'reason':
      return values.reason === null ? null : textOrNull(reasonText(template, values.reason));
    case 'until':
      return values.until === null ? null : fillDate(words.date, values.until);
    case 'officer':
      return values.officerName === null ? null : textOrNull(unparted(values.officerName));
    case 'officerPhone':
      return values.officerPhone === null ? null : textOrNull(unparted(readablePhone(values.officerPhone)));
    case 'office':
      return textOrNull(values.head.office);
    default:
      return personText(values, key, words.andOthers);
  }
}

/** The listed reason and what the clerk added; what was added alone where the label says nothing ("Lý do khác"). */
function reasonText({ words }: SlipTemplate, { code, label, text }: MendingReason): string {
  if (text.trim() === '') return label;
  return words.reasonsByTextAlone.includes(code) ? text : fill(words.reason, { label, text });
}

/** All gaps as a table; a count of none stays an empty cell. Without a gap, a dotted row to be filled by hand. */
function gapsBlock(line: Extract<SlipLine, { kind: 'gaps' }>, gaps: readonly Gap[]): FormBlock {
  const wide = Math.max(
    0,
    line.columns.findIndex(({ cell }) => cell === 'name'),
  );
  const count = (value: number) => (value === 0 ? '' : twoDigits(value));
  const rows = gaps.map((gap, index) => {
    const cells = {
      number: String(index + 1),
      // A row stays on one page, so that one of many empty lines would stand beyond it.
      name: gap.text.replace(/\s+/g, ' ').trim(),
      originals: count(gap.originals),
      copies: count(gap.copies),
    };
    return { key: `gap.${index}`, cells: line.columns.map(({ cell }) => cells[cell]) };
  });
  const dotted = { key: 'gaps', cells: line.columns.map((_, index) => (index === wide ? DOTS : '')) };
  return {
    kind: 'paper-table',
    heading: line.heading,
    columns: line.columns.map(({ label }) => label),
    wide,
    rows: rows.length === 0 ? [dotted] : rows,
  };
}
