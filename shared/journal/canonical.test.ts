import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';

const seed = 20260821;

/** JSON values with awkward numbers, names and texts. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\\ud800', '\u2028', '\u007f', 'Đỗ Đức Đạt', '\\', '"', '\u0000', '😀'),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('10', '9', '1e3', '__proto__', 'constructor', 'đ', '\ufb33', '😀', ''),
      ),
      tie('value'),
      { maxKeys: 8, noNullPrototype: true },
    ),
  ),
})).value;

describe('canonicalJson', () => {
  it('J3 equals the reference implementation on any JSON value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { seed, numRuns: 3_000 },
    );
  });

  it('J3 is read back as the same value, whatever the order of members', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
      { seed, numRuns: 1_000 },
    );
  });

  it('J3 gives the example of RFC 8785', () => {
    const text =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(canonicalJson(JSON.parse(text))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('J3 sorts by UTF-16 code units, also where the engine has an order of its own and in large objects', () => {
    expect(canonicalJson({ '10': 1, '9': 2, a: 3, Z: 4 })).toBe('{"10":1,"9":2,"Z":4,"a":3}');
    expect(canonicalJson({ a: [{ '2': 0, '10': 0 }] })).toBe('{"a":[{"10":0,"2":0}]}');
    const names = Array.from({ length: 80 }, (_, index) => `k${index}`);
    const large = Object.fromEntries(names.map((name) => [name, 1]));
    expect(Object.keys(JSON.parse(canonicalJson(large)))).toEqual([...names].sort());
    expect(canonicalJson(JSON.parse('{"__proto__":{"b":1,"a":2}}'))).toBe('{"__proto__":{"a":2,"b":1}}');
  });

  it('J3 leaves out undefined members', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
  });

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', { a: [Number.POSITIVE_INFINITY] }],
    ['a lone surrogate', { a: 'x\ud800' }],
    ['a lone surrogate in a name', { 'x\udfff': 1 }],
    ['a lone surrogate beside names the engine orders', { '1': 'x\ud800' }],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['a function', { f: () => 1 }],
    ['a bigint', 1n],
    ['undefined', undefined],
    ['undefined in a list', [undefined]],
    ['undefined in a list beside names the engine orders', { '1': [undefined] }],
  ])('J3 refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(RangeError);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
