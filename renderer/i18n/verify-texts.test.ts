import { expect, it } from 'vitest';
import {
  CHAIN_PROBLEM_TEXTS,
  CHANGE_KINDS,
  PDF_PROBLEMS,
  SIGNATURE_PROBLEMS,
  TRUST_PROBLEMS,
} from '#shared/signing/index.ts';
import { verify } from './vi/verify.ts';

it('a certificate is judged in the same words on a token and in a file', () => {
  expect(verify.trustProblems).toMatchObject(CHAIN_PROBLEM_TEXTS);
});

it('there is a text for everything that can be found in a file, and for nothing else', () => {
  const keys = (texts: object): string[] => Object.keys(texts).sort();
  expect(keys(verify.trustProblems)).toEqual([...TRUST_PROBLEMS].sort());
  expect(keys(verify.problems)).toEqual([...SIGNATURE_PROBLEMS].sort());
  expect(keys(verify.changes)).toEqual([...CHANGE_KINDS].sort());
  expect(keys(verify.fileProblems)).toEqual([...PDF_PROBLEMS].sort());
});
