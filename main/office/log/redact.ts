/** Digits that may be a personal number, old number, phone or account: only the last three stay. */
const LONG_DIGITS = /\d(?:[ .-]?\d){7,}/g;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
/** Two or more capitalised Vietnamese words in a row: most likely a name. */
const NAME = /\p{Lu}[\p{Ll}\p{M}]+(?: \p{Lu}[\p{Ll}\p{M}]+)+/gu;
/** Fields whose values never belong in a log, whatever they look like. */
const SECRET_FIELDS =
  /^(password|current|next|token|recoveryKey|pin|key|name|idNumber|oldNumber|phone|email|address|note|applicant|filer|query|raw)$/i;

/** A text without personal data: long numbers keep three digits, e-mails and names none. */
export function redactText(text: string): string {
  return text
    .replace(LONG_DIGITS, (digits) => `…${digits.replace(/\D/g, '').slice(-3)}`)
    .replace(EMAIL, '…@…')
    .replace(NAME, '…');
}

/** The same for a value of any shape; fields known to hold personal data or secrets are dropped whole. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return redact(String(value)) as string;
  if (value === null || typeof value !== 'object') return value;
  if (depth > 4) return '…';
  if (value instanceof Error)
    return { name: value.name, message: redactText(value.message), stack: redactText(value.stack ?? '') };
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_FIELDS.test(key) ? '…' : redact(item, depth + 1),
    ]),
  );
}
