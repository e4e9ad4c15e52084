/** What a body may hold. `undefined` members of objects are left out, as JSON does. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: unknown };

/**
 * The canonical JSON of RFC 8785: members sorted by UTF-16 code units, numbers as ECMAScript prints them, no white
 * space. Throws RangeError for what has no JSON form (NaN, Infinity, lone surrogates, functions, `undefined` in a
 * list): a hash must never cover a value that changed on the way.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`no JSON form: ${value}`);
      return Object.is(value, -0) ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalList(value) : canonicalObject(value);
    default:
      throw new RangeError(`no JSON form: ${typeof value}`);
  }
}

/** A JSON string; throws RangeError on a lone surrogate. */
export function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('no JSON form: a lone surrogate');
  return JSON.stringify(text);
}

function canonicalList(list: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) text += ',';
    text += canonicalJson(list[index]);
  }
  return `${text}]`;
}

function canonicalObject(object: object): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null)
    throw new RangeError('no JSON form: not a plain object');
  const members = object as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(members).sort()) {
    const value = members[key];
    if (value === undefined) continue;
    if (text !== '') text += ',';
    text += `${canonicalString(key)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}
