import { parseCheckValue } from '../dossier/index.ts';
import type { LookupAddress, ReceiptValues } from './receipt-values.ts';
import { looksLikeSlipNumber } from './slip-number.ts';

/**
 * The content of a receipt's QR; only what the look-up needs, no personal data: the code (`ma`), the check value (`kt`)
 * and, from the second revision on, the revision (`b`). A reader that knows nothing of revisions finds the dossier all
 * the same, and the QR of every earlier receipt stays valid: it opens the dossier and says which receipt it was.
 */
export function receiptQr(
  values: Pick<ReceiptValues, 'code' | 'checkValue' | 'revision'>,
  lookup: LookupAddress,
): string | null {
  const { code, checkValue, revision } = values;
  if (code === null || checkValue === null) return null;
  if (lookup === null || lookup === '') {
    return revision === 1 ? `${code} ${checkValue}` : `${code} ${checkValue} b${revision}`;
  }
  const separator = lookup.includes('?') ? '&' : '?';
  const address = `${lookup}${separator}ma=${encodeURIComponent(code)}&kt=${encodeURIComponent(checkValue)}`;
  return revision === 1 ? address : `${address}&b=${revision}`;
}

/** What the QR of a receipt or a slip says. `checkValue` null: only a code was read (the bar code in its head). */
export type ScannedReceipt = { code: string; checkValue: string | null; revision: number };

const DOSSIER_CODE = /^[A-Z0-9][A-Z0-9.]*-\d{6,8}-\d{4,7}$/i;

/**
 * Reads a receipt's QR under any look-up address (the office may have had another one when it was printed), that of a
 * slip, or the bare code or number of a bar code. Undefined when the text is none of them; whether there is such a code
 * is for the office to say.
 */
export function parseReceiptQr(text: string): ScannedReceipt | undefined {
  const content = text.normalize('NFKC').trim();
  const query = /^[a-z][a-z0-9+.-]*:\S*?\?(\S+)$/i.exec(content)?.[1];
  if (query !== undefined) return fromQuery(query);
  const [code = '', check, revision, ...rest] = content.split(/\s+/);
  if (rest.length > 0 || !(DOSSIER_CODE.test(code) || looksLikeSlipNumber(code))) return undefined;
  if (check === undefined) return { code, checkValue: null, revision: 1 };
  const number = revision === undefined ? 1 : revisionOf(/^b(\d+)$/i.exec(revision)?.[1]);
  return found(code, check, number);
}

function fromQuery(query: string): ScannedReceipt | undefined {
  const values = new Map(
    query
      .split('#', 1)
      .join('')
      .split('&')
      .map((part): [string, string] => {
        const at = part.indexOf('=');
        return at < 0 ? [part, ''] : [part.slice(0, at), decoded(part.slice(at + 1))];
      }),
  );
  const revision = values.get('b');
  return found(
    values.get('ma') ?? '',
    values.get('kt') ?? '',
    revision === undefined ? 1 : revisionOf(revision),
  );
}

function found(code: string, check: string, revision: number | undefined): ScannedReceipt | undefined {
  const checkValue = parseCheckValue(check);
  if (code === '' || !checkValue.ok || revision === undefined) return undefined;
  return { code, checkValue: checkValue.value, revision };
}

function revisionOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
