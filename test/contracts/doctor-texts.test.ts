import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findingInEnglish } from '#renderer/features/admin-devices/finding-in-english.ts';
import { DeviceProblem, DoctorCheck } from '#shared/contract/index.ts';

const DOCTOR = path.join(import.meta.dirname, '../../main/office/doctor');
/** A finding as the doctor writes it: the word for its verdict, what was looked at, the cause. */
const FINDING = /\b(?:broken|look|notNeeded)\(\s*'([a-z-]+)',\s*'([a-z-]+)'/g;

it('every cause that the doctor states has its English words', () => {
  const stated = readdirSync(DOCTOR)
    .filter((file) => /^(check-.*|examine)\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(path.join(DOCTOR, file), 'utf8').matchAll(FINDING)])
    .map(([, check, cause]) => ({ check: DoctorCheck.parse(check), cause: cause ?? '' }));
  expect(stated.length).toBeGreaterThan(20);
  const others = ['ok', 'waits', 'internal', 'sign-in-again', 'wrong-baud', 'no-ports', 'no-ports-brltty'];
  const kinds = ['serial', 'tcp', 'simulated'];
  const clock = ['set-back', 'far-ahead', 'before-build'];
  const problems = DeviceProblem.options.filter((problem) => problem !== 'not-chosen');
  for (const cause of [...others, ...kinds, ...clock, ...problems]) {
    stated.push({ check: 'printer-answer', cause });
  }
  expect(stated.filter((finding) => findingInEnglish(finding) === undefined)).toEqual([]);
  for (const finding of stated) expect(findingInEnglish(finding)?.[0]).toMatch(/\S/);
});
