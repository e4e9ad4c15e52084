/**
 * Reads data that an older or newer release wrote: whatever fits is taken over, whatever doesn't becomes text. Nothing
 * here ever throws, and nothing is dropped without a word.
 */

/** What could not be read: where it stood and what it said. */
export type Unread = { path: string; text: string };

/** Reads a value or gives a fallback, and notes what it could not use. `undefined` is absence, not loss. */
export type Reader<Value> = (value: unknown, path: string, unread: Unread[]) => Value;

/** Nothing that anybody typed: not worth telling. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}

/** Notes a value as text, member by member. */
export function giveUp(value: unknown, path: string, unread: Unread[]): void {
  if (isEmpty(value)) return;
  if (typeof value !== 'object' || value === null) {
    unread.push({ path, text: String(value) });
    return;
  }
  for (const [key, member] of Object.entries(value)) giveUp(member, joined(path, key), unread);
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** A text; a number counts as what it reads like. */
export function text(fallback = ''): Reader<string> {
  return (value, path, unread) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    giveUp(value, path, unread);
    return fallback;
  };
}

/** A whole number within bounds. */
export function whole(least: number, most: number, fallback = least): Reader<number> {
  return (value, path, unread) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    giveUp(value, path, unread);
    return fallback;
  };
}

export function flag(): Reader<boolean> {
  return (value, path, unread) => {
    if (typeof value === 'boolean') return value;
    giveUp(value, path, unread);
    return false;
  };
}

/** One of a closed list. */
export function oneOf<const Option extends string>(
  options: readonly Option[],
  fallback: Option,
): Reader<Option> {
  return (value, path, unread) => {
    const found = options.find((option) => option === value);
    if (found === undefined) giveUp(value, path, unread);
    return found ?? fallback;
  };
}

export function nullOr<Value>(reader: Reader<Value>): Reader<Value | null> {
  return (value, path, unread) =>
    value === null || value === undefined ? null : reader(value, path, unread);
}

/** A list; of what is none, nothing. */
export function list<Value>(reader: Reader<Value>): Reader<Value[]> {
  return (value, path, unread) => {
    if (Array.isArray(value))
      return value.map((member, index) => reader(member, joined(path, String(index)), unread));
    giveUp(value, path, unread);
    return [];
  };
}

/** An object with these members; what it has besides is noted. */
export function record<Value extends object>(
  shape: { [Key in keyof Value]-?: Reader<Value[Key]> },
): Reader<Value> {
  return (value, path, unread) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) giveUp(value, path, unread);
    const members: Record<string, unknown> = isObject ? { ...value } : {};
    const readers = Object.entries(shape) as [string, Reader<unknown>][];
    const read = readers.map(
      ([key, reader]) => [key, reader(members[key], joined(path, key), unread)] as const,
    );
    for (const [key, member] of Object.entries(members)) {
      if (!Object.hasOwn(shape, key)) giveUp(member, joined(path, key), unread);
    }
    return Object.fromEntries(read) as Value;
  };
}

/** All of it or nothing: null, and noted as text, as soon as anything in it cannot be read or is missing. */
export function allOrNothing<Value extends object>(
  reader: Reader<Value>,
  isWhole: (value: Value) => boolean,
): Reader<Value | null> {
  return (value, path, unread) => {
    if (value === null || value === undefined) return null;
    const lost: Unread[] = [];
    const read = reader(value, path, lost);
    if (lost.length === 0 && isWhole(read)) return read;
    giveUp(value, path, unread);
    return null;
  };
}
