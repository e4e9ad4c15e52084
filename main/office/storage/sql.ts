/** What a statement may be given. Booleans are stored as 0 and 1; dates as text; never `undefined`. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** A statement with its values. Made by `sql` only: text never comes from data. */
export type Sql = { readonly strings: readonly string[]; readonly values: readonly SqlValue[] };

/**
 * `` tx.run(sql`update t set a = ${value} where id = ${id}`) ``: every `${}` becomes a bound parameter. The prepared
 * statement is kept per place in the code (the strings array of a tagged template is one object for ever), so a hot
 * path pays one map lookup. For a list use `json_each(${JSON.stringify(list)})`: the text then stays the same.
 */
export function sql(strings: TemplateStringsArray, ...values: SqlValue[]): Sql {
  return { strings, values };
}

const textStatements = new Map<string, readonly string[]>();

/** A statement from text that this room composed itself (table names). Not exported from the room. */
export function sqlFromText(text: string, values: readonly SqlValue[] = []): Sql {
  let strings = textStatements.get(text);
  if (strings === undefined) {
    strings = text.split('?');
    textStatements.set(text, strings);
  }
  return { strings, values };
}

/** Quotes a name of a table or column. Names come from code and `sqlite_schema`, never from a person. */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new RangeError(`not a table or column name: ${name}`);
  return `"${name}"`;
}
