import { describe, expect, it } from 'vitest';
import { enrolAnswerText, enrolRequestText, type PublicKey } from './index.ts';

const key = (letter: string, use: PublicKey['use']): PublicKey => ({
  kid: letter.repeat(43),
  use,
  crv: use === 'sign' ? 'Ed25519' : 'X25519',
  x: letter.repeat(43),
  validFrom: '2026-01-01T00:00:00.000+07:00',
  validTo: '2028-01-01T00:00:00.000+07:00',
});
const request = {
  id: '01980000-0000-7000-8000-000000000001',
  office: {
    id: 'office-1',
    name: 'UBND xã An Khánh',
    agencyCode: 'A',
    codeFormat: 'f',
    station: 'station-1',
  },
  keys: [key('a', 'sign'), key('b', 'encrypt')],
};
const answer = {
  answers: '1'.repeat(64),
  to: 'office-1',
  province: { id: 'province-1', name: 'Tỉnh', keys: [key('c', 'sign')], lookup: null, address: null },
};

describe('the text under the proof of an enrolment', () => {
  it('P3 covers who asks, every key of both sides and the request that is answered', () => {
    const texts = [
      enrolRequestText(request),
      enrolRequestText({ ...request, id: 'other' }),
      enrolRequestText({ ...request, office: { ...request.office, id: 'office-2' } }),
      enrolRequestText({ ...request, keys: [key('z', 'sign'), key('b', 'encrypt')] }),
      enrolRequestText({ ...request, keys: [key('a', 'sign'), key('z', 'encrypt')] }),
      enrolAnswerText(request, answer),
      enrolAnswerText({ ...request, keys: [key('a', 'sign'), key('z', 'encrypt')] }, answer),
      enrolAnswerText(request, { ...answer, answers: '2'.repeat(64) }),
      enrolAnswerText(request, { ...answer, to: 'office-2' }),
      enrolAnswerText(request, { ...answer, province: { ...answer.province, keys: [key('z', 'sign')] } }),
      enrolAnswerText(request, { ...answer, province: { ...answer.province, address: 'https://x.invalid' } }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    expect(enrolRequestText({ keys: request.keys, office: request.office, id: request.id })).toBe(texts[0]);
  });
});
