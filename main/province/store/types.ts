/** Numbers of PostgreSQL's types (pg_type.oid) whose values both drivers would give or take differently. */
export const BYTEA = 17;
export const TEXT = 25;
export const JSON_TEXT = 114;
const INT8 = 20;
const DATE = 1082;

/** Reads a value of PostgreSQL's text form. */
export type Parser = (text: string) => unknown;

/** Counts stay below 2^53, and a day is a text `YYYY-MM-DD` everywhere in the program. */
export const parsers: Readonly<Record<number, Parser>> = { [INT8]: Number, [DATE]: (text) => text };
