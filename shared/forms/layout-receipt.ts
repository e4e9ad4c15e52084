import type { FormBlock, FormDocument } from './document.ts';
import { formFrame } from './form-frame.ts';
import { papersBlock } from './papers-block.ts';
import { personText, textOrNull } from './person-texts.ts';
import { receiptQr } from './receipt-qr.ts';
import type { ReceiptLine, ReceiptTemplate, ReceiptValueKey } from './receipt-template.ts';
import type { LookupAddress, ReceiptValues } from './receipt-values.ts';
import { DOTS, fill, fillMinute, groupThousands, SHORT_DOTS, twoDigits } from './wording.ts';

/**
 * Fills a receipt. Pure: the same template and values always give the same document.
 * What is not known yet prints as dots, so that the live preview and an unfinished paper look alike.
 */
export function layoutReceipt(
  template: ReceiptTemplate,
  values: ReceiptValues,
  lookup: LookupAddress = null,
): FormDocument {
  const { words } = template;
  const isReturned = values.returnedAt !== null;
  const counterQr = isReturned ? words.returnedQr : words.counterQr;
  return {
    ...formFrame(isReturned ? { ...template, notes: template.returnedNotes } : template, {
      ...values,
      givenAt: values.issuedAt ?? values.receivedAt,
      clerkName: values.receiverName,
      warnings: warningsOf(template, values),
      qr: receiptQr(values, lookup),
      qrPurpose: lookup === null || lookup === '' ? counterQr : words.lookup,
    }),
    blocks: template.lines.flatMap((entry) => blockOf(template, values, entry)),
  };
}

/** What the reader must know first: that it is cancelled, what it supersedes, that its times may be wrong. */
function warningsOf({ words }: ReceiptTemplate, values: ReceiptValues): string[] {
  const { supersedes, cancelledAt, clockSuspect } = values;
  return [
    ...(cancelledAt === null ? [] : [fillMinute(words.cancelled, cancelledAt)]),
    ...(supersedes === null
      ? []
      : [
          fill(fillMinute(words.supersedes, supersedes.at), {
            revision: String(values.revision),
            old: String(supersedes.revision),
          }),
        ]),
    ...(clockSuspect ? [words.clockSuspect] : []),
  ];
}

function blockOf(template: ReceiptTemplate, values: ReceiptValues, entry: ReceiptLine): FormBlock[] {
  if (entry.kind === 'papers') return [papersBlock(template.words, entry, values.papers)];
  const fields = entry.fields.flatMap((field) => {
    const value = valueText(template, values, field.value);
    if (value === null && field.optional) return [];
    return [
      {
        key: field.value,
        label: field.label,
        value: value ?? missing(template, field.value),
        bold: field.bold,
      },
    ];
  });
  return fields.length === 0 ? [] : [{ kind: 'fields', fields, muted: entry.muted }];
}

/** Dots in the shape of the value, so that it can be completed by hand. */
function missing(template: ReceiptTemplate, key: ReceiptValueKey): string {
  if (key === 'receivedAt' || key === 'dueAt') return fillMinute(template.words.minute, null);
  if (key === 'dossierCopies') return fill(template.words.sets, { count: SHORT_DOTS });
  return key === 'registerNumber' || key === 'registerVolume' ? SHORT_DOTS : DOTS;
}

function valueText(template: ReceiptTemplate, values: ReceiptValues, key: ReceiptValueKey): string | null {
  const { words } = template;
  switch (key) {
    case 'unit':
      return textOrNull(values.head.unit);
    case 'content':
      return textOrNull(values.procedure?.name);
    case 'procedureCode':
      return textOrNull(values.procedure?.code);
    case 'competentAgency':
      return textOrNull(values.competentAgency);
    case 'dossierCopies':
      return values.dossierCopies === null
        ? null
        : fill(words.sets, { count: twoDigits(values.dossierCopies) });
    case 'limit':
      return values.limit === null
        ? null
        : fill(words.limits[values.limit.unit], { count: twoDigits(values.limit.value) });
    case 'receivedAt':
      return values.receivedAt === null ? null : fillMinute(words.minute, values.receivedAt);
    case 'dueAt':
      if (values.returnedAt !== null) return fillMinute(words.returned, values.returnedAt);
      return values.due === null
        ? null
        : fillMinute(words.minute, values.due.at) + (values.due.provisional ? ` ${words.provisional}` : '');
    case 'dueReason':
      return values.returnedAt === null ? textOrNull(values.due?.reason) : null;
    case 'delivery':
      return values.delivery === null
        ? null
        : fill(words.delivery[values.delivery.way], { address: textOrNull(values.delivery.address) ?? DOTS });
    case 'fee':
      return values.fee === null ? null : feeText(template, values.fee);
    case 'registerVolume':
      return textOrNull(values.register?.volume);
    case 'registerNumber':
      return values.register === null ? null : twoDigits(values.register.number);
    default:
      return personText(values, key, words.andOthers);
  }
}

function feeText(template: ReceiptTemplate, fee: NonNullable<ReceiptValues['fee']>): string {
  const { words } = template;
  const amount = fill(words.amount, { amount: groupThousands(fee.amount) });
  if (fee.basis === 'exempt') return fee.amount === 0 ? words.exempt : `${amount} (${words.exempt})`;
  return fee.amount === 0 && fee.basis === 'free' ? words.free : amount;
}
