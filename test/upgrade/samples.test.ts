import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson, createKindRegistry, entryKinds } from '#shared/journal/index.ts';

/** `reads`: the body in the shape of the kind's present version; needed for older versions. */
const Sample = z.strictObject({
  kind: z.string(),
  v: z.int().min(1),
  body: z.json(),
  reads: z.json().optional(),
});

const folder = path.join(import.meta.dirname, 'samples');
const registry = createKindRegistry(entryKinds);
const wanted = entryKinds.flatMap(({ kind, v }) =>
  Array.from({ length: v }, (_, index) => ({ kind, v: index + 1, file: `${kind}.v${index + 1}.json` })),
);

describe('J13 one frozen sample per kind and version', () => {
  it('J13 there is one for each, and none is left over', () => {
    expect(readdirSync(folder).sort()).toEqual(wanted.map((sample) => sample.file).sort());
  });

  it.each(wanted)('J13 $file is read by this release', ({ kind, v, file }) => {
    const sample = Sample.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    expect([sample.kind, sample.v]).toEqual([kind, v]);
    const read = registry.read(kind, v, sample.body);
    if (!read.known) throw new Error(`${file}: ${read.reason}`);
    // Compared in the form that is stored and hashed: nothing of an old body may be lost or added unnoticed.
    expect(canonicalJson(read.body)).toBe(canonicalJson(sample.reads ?? sample.body));
    if (v < read.kind.v) expect(sample.reads, 'an older version says how it reads now').toBeDefined();
  });
});
