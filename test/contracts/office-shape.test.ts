import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERROR_CODES, ErrorData } from '#shared/contract/index.ts';
import { everyProcedure, exampleInputs } from '#test/fixtures/contract.ts';
import { replacedAt } from '#test/fixtures/junk.ts';

describe('every procedure of the contract', () => {
  it('is known to these tests, and they to it', () => {
    expect(everyProcedure.map(({ name }) => name).sort()).toEqual(Object.keys(exampleInputs).sort());
  });

  it.each(everyProcedure)(
    '$name says who may call it, what goes in and out, and what can go wrong',
    (procedure) => {
      const { access, input, output, errors } = procedure;
      expect(
        access === 'anyone' || access === 'signed-in' || (Array.isArray(access) && access.length > 0),
        `access ${String(access)}`,
      ).toBe(true);
      expect(input).toBeInstanceOf(z.ZodObject);
      expect(output).toBeDefined();
      expect(errors.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
      for (const code of ['invalid-input', 'signed-out', 'not-allowed', 'locked', 'not-set-up', 'internal']) {
        expect(errors).toContain(code);
      }
      expect((input as z.ZodType).safeParse(exampleInputs[procedure.name]()).error?.issues).toBeUndefined();
    },
  );

  it('bounds every text and list that comes in, so that no message can be without end', () => {
    const unbounded = everyProcedure.flatMap(({ name, input }) => {
      const schema = input as z.ZodType;
      return unboundedIn(z.toJSONSchema(schema, { io: 'input' })).filter((path) => {
        // A bound that a check sets (a real date) does not show in the schema: it must refuse all the same.
        const endless = replacedAt(exampleInputs[name](), path, '1'.repeat(100_000));
        return schema.safeParse(endless).success;
      });
    });
    expect(unbounded).toEqual([]);
  });

  it('has a Vietnamese sentence for every code', () => {
    for (const [code, sentence] of Object.entries(ERROR_CODES)) {
      expect([code, sentence]).toEqual([code, expect.stringMatching(/^\p{Lu}.*[.]$/u)]);
      expect(sentence).toMatch(/[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i);
    }
    expect(ErrorData.parse({ message: 'x', field: null, fields: [], waitSeconds: null })).toBeDefined();
  });
});

type JsonSchema = { [key: string]: unknown };

/** Paths of the texts and lists in a JSON schema that state no greatest length. */
function unboundedIn(schema: JsonSchema, path: string[] = []): string[][] {
  const children = (key: string): [string, JsonSchema][] =>
    Object.entries((schema[key] as Record<string, JsonSchema> | undefined) ?? {});
  const found = [
    ...children('properties').flatMap(([name, child]) => unboundedIn(child, [...path, name])),
    ...['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
      children(key).flatMap(([, child]) => unboundedIn(child, path)),
    ),
  ];
  if (schema['type'] === 'array') {
    if (schema['maxItems'] === undefined) found.push(path);
    if (schema['items'] !== undefined)
      found.push(...unboundedIn(schema['items'] as JsonSchema, [...path, '0']));
  }
  const bounded = ['maxLength', 'pattern', 'format', 'enum', 'const'].some(
    (key) => schema[key] !== undefined,
  );
  if (schema['type'] === 'string' && !bounded) found.push(path);
  return found;
}
