import type { Representative } from '../dossier/index.ts';
import type { FormBlock, FormDocument, FormLine } from './document.ts';
import { papersBlock } from './papers-block.ts';
import { receiptQr } from './receipt-qr.ts';
import type { ReceiptLine, ReceiptTemplate, ReceiptValueKey } from './receipt-template.ts';
import type { LookupAddress, ReceiptValues } from './receipt-values.ts';
import {
  balancedLines,
  DOTS,
  fill,
  fillMinute,
  groupThousands,
  readableCheckValue,
  readablePhone,
  SHORT_DOTS,
  twoDigits,
} from './wording.ts';

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
  const checkValue = values.checkValue === null ? DOTS : readableCheckValue(values.checkValue);
  return {
    form: {
      circular: template.circular,
      number: template.number,
      version: template.version,
      unconfirmed: template.unconfirmed,
    },
    paper: template.paper,
    mark: values.sample ? words.sampleMark : null,
    reprintMark: values.reprint > 0 ? fill(words.reprintMark, { number: String(values.reprint) }) : null,
    warnings: warningsOf(template, values),
    headLeft: [...headLines(values.head.parent, false), ...headLines(values.head.unit, true)],
    headRight: [
      ...template.headRight,
      {
        text: fillMinute(
          fill(words.place, { place: values.head.place ?? DOTS }),
          values.issuedAt ?? values.receivedAt,
        ),
        bold: false,
        italic: true,
      },
    ],
    code: values.code,
    codeLabel: words.codeLabel,
    qr: receiptQr(values, lookup),
    qrCaption: [words.lookup, fill(words.checkValue, { value: checkValue })],
    title: template.title,
    copies: [...template.copies],
    blocks: template.lines.flatMap((entry) => blockOf(template, values, entry)),
    signatures: template.signatures.map((signature) => ({
      title: signature.title,
      hint: signature.hint,
      name: signature.name === 'receiver' ? (values.receiverName ?? '') : '',
    })),
    notes: [...template.notes],
    tag: fill(words.tag, {
      number: template.number,
      circular: template.circular,
      version: template.version,
    }),
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

/** Characters of a head line in capitals that fit beside the state title on A5. */
const HEAD_LINE_WIDTH = 27;

function headLines(text: string | null, bold: boolean): FormLine[] {
  const lines = balancedLines((text ?? DOTS).toUpperCase(), HEAD_LINE_WIDTH);
  return lines.map((part) => ({ text: part, bold, italic: false }));
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
  const text = (value: string | null | undefined) => (value == null || value.trim() === '' ? null : value);
  switch (key) {
    case 'unit':
      return text(values.head.unit);
    case 'applicant':
      return text(applicantText(template, values));
    case 'representative':
      return text(representativeText(values.applicant?.representative));
    case 'coApplicants':
      return text(values.coApplicants.map(personText).join('; '));
    case 'filer':
      return text(values.filer === null ? null : filerText(values.filer));
    case 'filerGround':
      return text([values.filer?.ground, values.filer?.paper].filter((part) => part).join('; '));
    case 'address':
      return text(values.applicant?.address);
    case 'phone':
      return text(values.applicant?.phone == null ? null : readablePhone(values.applicant.phone));
    case 'email':
      return text(values.applicant?.email);
    case 'idNumber':
      return text(values.applicant?.idNumber);
    case 'content':
      return text(values.procedure?.name);
    case 'procedureCode':
      return text(values.procedure?.code);
    case 'competentAgency':
      return text(values.competentAgency);
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
      return values.due === null
        ? null
        : fillMinute(words.minute, values.due.at) + (values.due.provisional ? ` ${words.provisional}` : '');
    case 'dueReason':
      return text(values.due?.reason);
    case 'delivery':
      return values.delivery === null
        ? null
        : fill(words.delivery[values.delivery.way], { address: text(values.delivery.address) ?? DOTS });
    case 'fee':
      return values.fee === null ? null : feeText(template, values.fee);
    case 'registerVolume':
      return text(values.register?.volume);
    case 'registerNumber':
      return values.register === null ? null : twoDigits(values.register.number);
  }
}

/** The first name, and how many stand beside it; their names are a line of their own. */
function applicantText({ words }: ReceiptTemplate, { applicant, coApplicants }: ReceiptValues): string {
  if (applicant === null || coApplicants.length === 0) return applicant?.name ?? '';
  return `${applicant.name} ${fill(words.andOthers, { count: String(coApplicants.length) })}`;
}

function personText({ name, idNumber }: ReceiptValues['coApplicants'][number]): string {
  return idNumber === null ? name : `${name} (${idNumber})`;
}

function representativeText(speaker: Representative | undefined): string | null {
  if (speaker === undefined) return null;
  return [speaker.name, speaker.position, speaker.idNumber].filter((part) => part).join(' – ');
}

function filerText(filer: NonNullable<ReceiptValues['filer']>): string {
  const phone = filer.phone === null ? null : readablePhone(filer.phone);
  return [filer.name, filer.idNumber, phone].filter((part) => part !== null && part !== '').join(' – ');
}

function feeText(template: ReceiptTemplate, fee: NonNullable<ReceiptValues['fee']>): string {
  const { words } = template;
  const amount = fill(words.amount, { amount: groupThousands(fee.amount) });
  if (fee.basis === 'exempt') return fee.amount === 0 ? words.exempt : `${amount} (${words.exempt})`;
  return fee.amount === 0 && fee.basis === 'free' ? words.free : amount;
}
