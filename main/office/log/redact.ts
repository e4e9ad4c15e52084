/** Longer texts are cut: nobody reads them in a log, and the patterns below would take their time. */
const LONGEST_TEXT = 4_000;
const DEEPEST = 5;
const MOST_MEMBERS = 50;
const MOST_ITEMS = 20;

/** Ids are random, say nothing about anyone, and are what a log is read for. */
const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})/i;
/** Digits that may be a personal number, phone, account or birth date, in groups or not: the last three stay. */
const LONG_DIGITS = /\p{Nd}(?:[\s.\-‐-―()/_]{0,2}\p{Nd}){7,}/gu;
const EMAIL = /[\p{L}\p{M}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
/** Two or more capitalised words in a row, also all in capitals or of one letter ("Vàng A Páo"): most likely a name. */
const NAME = /\p{Lu}[\p{L}\p{M}'’]*(?:[\s-]+\p{Lu}[\p{L}\p{M}'’]*)+/gu;
/** `password=…`, `"token":"…"` and the like inside a text. */
const NAMED_SECRET =
  /\b(password|passphrase|token|secret|start|recoverykey|pin)(["']?\s*[:=]\s*["']?)[^\s"'&,;}]+/giu;
/** What looks like a session token or a key: long, with letters of both cases and digits. */
const TOKEN = /(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{40,}/g;

/** Fields whose values never belong in a log, whatever they look like. */
const SECRET_FIELDS =
  /^(current|next|key|pin|name|birth|issued|note|ground|query|raw|body|input|login|origin|cardExtra)$|password|passphrase|secret|token|cookie|recoverykey|phone|email|address|idnumber|oldnumber|citizen|applicant|filer/i;

/** A text without personal data: long numbers keep three digits, e-mails, names and secrets nothing. */
export function redactText(text: string): string {
  const cut = text.length > LONGEST_TEXT;
  // A number cut in two would pass for a short one: what digits the cut leaves at the end go with it.
  const kept = cut ? text.slice(0, LONGEST_TEXT).replace(/[\p{Nd}\s.\-()/_]*$/u, '') : text;
  const parts = kept.split(UUID).map((part, index) => (index % 2 === 1 ? part : redactPart(part)));
  return cut ? `${parts.join('')}…` : parts.join('');
}

function redactPart(text: string): string {
  return text
    .replace(NAMED_SECRET, '$1$2…')
    .replace(TOKEN, '…')
    .replace(EMAIL, '…@…')
    .replace(LONG_DIGITS, (digits) => `…${digits.replace(/\P{Nd}/gu, '').slice(-3)}`)
    .replace(NAME, '…');
}

/** The same for a value of any shape; fields known to hold personal data or secrets are dropped whole. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return redactNumber(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '…' : value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `${value.byteLength} bytes`;
  if (depth >= DEEPEST) return '…';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return redactText(String(value.valueOf()));
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => redact(item, depth + 1));
  if (value instanceof Set || value instanceof Map) return redact([...value], depth);
  const members = Object.entries(value).slice(0, MOST_MEMBERS);
  return Object.fromEntries(
    members.map(([key, item]) => [redactText(key), SECRET_FIELDS.test(key) ? '…' : redact(item, depth + 1)]),
  );
}

/** A number stays one where it is too short to be anybody's. */
function redactNumber(value: number | bigint): unknown {
  const text = redactText(String(value));
  return text === String(value) && typeof value === 'number' ? value : text;
}

function redactError(error: Error, depth: number): unknown {
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
