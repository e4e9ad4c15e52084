import { describe, expect, test } from 'vitest';
import { SAMPLE_CARD, SAMPLE_KNOWN } from '../testing/samples.ts';
import { fillFromKnown, refuseKnown, scanApplicant, typeApplicant } from './applicant.ts';
import { EMPTY_APPLICANT } from './form.ts';

const typed = (name: string) => typeApplicant(EMPTY_APPLICANT, 'name', name);

describe('the name of somebody who is known', () => {
  test.each([
    'dinh thi hong nhung',
    'DINH THI  HONG NHUNG',
    'Dinh Thi Hong Nhung',
    'ĐINH THỊ HỒNG NHUNG',
    'đinh thị hồng nhung'.normalize('NFD'),
  ])('typed as %j takes the spelling it has, and goes back to what was typed', (name) => {
    const filled = fillFromKnown(typed(name), SAMPLE_KNOWN);
    expect(filled.fields.name).toBe('Đinh Thị Hồng Nhung');
    expect(filled.sources.name).toBe('known');
    expect(refuseKnown(filled).fields.name).toBe(name);
  });

  test.each(['Đinh Thị Hồng Nhưng', 'Đinh Thị Hồng', 'le thi my duyen', 'Đinh Thị Hồng Nhung'])(
    'typed as %j stays: other marks or letters are another name',
    (name) => {
      const filled = fillFromKnown(typed(name), SAMPLE_KNOWN);
      expect(filled.fields.name).toBe(name);
      expect(filled.sources.name).toBeUndefined();
    },
  );

  test('of a card stays as on the card', () => {
    const card = scanApplicant(EMPTY_APPLICANT, { ...SAMPLE_CARD, name: 'DINH THI HONG NHUNG' });
    expect(fillFromKnown(card, SAMPLE_KNOWN).fields.name).toBe('DINH THI HONG NHUNG');
  });
});
