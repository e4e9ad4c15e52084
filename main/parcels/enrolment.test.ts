import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { enrolmentProof, isEnrolmentProof, newEnrolCode, normaliseEnrolCode } from './index.ts';

describe('an enrolment code', () => {
  it('P3 is read back however it was typed', () => {
    const code = newEnrolCode({ bytes: (length) => randomBytes(length) });
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(normaliseEnrolCode(code)).toBe(code);
    expect(normaliseEnrolCode(` ${code.toLowerCase().replaceAll('-', ' – ')}\n`)).toBe(code);
    expect(normaliseEnrolCode('oil0-oil0-oil0')).toBe('0110-0110-0110');
    for (const wrong of ['', 'ABCD-EFGH', `${code}0`, 'UUUU-UUUU-UUUU', 'ĐĐĐĐ-0000-0000'])
      expect(normaliseEnrolCode(wrong)).toBeUndefined();
  });

  it('P3 proves one text, by the one code', () => {
    const proof = enrolmentProof('0110-0110-0110', 'who asks');
    expect(proof).toMatch(/^[0-9a-f]{64}$/);
    expect(isEnrolmentProof('0110-0110-0110', 'who asks', proof)).toBe(true);
    expect(isEnrolmentProof('0110-0110-0111', 'who asks', proof)).toBe(false);
    expect(isEnrolmentProof('0110-0110-0110', 'who answers', proof)).toBe(false);
    expect(isEnrolmentProof('0110-0110-0110', 'who asks', proof.slice(1))).toBe(false);
  });
});
