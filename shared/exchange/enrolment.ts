import { canonicalJson } from '../journal/index.ts';
import type { EnrolAnswer, EnrolRequest } from './parcels.ts';

/**
 * What the proof of an enrolment request is computed over (P3): who asks, and with which keys. Whoever puts other keys
 * into it needs the code that the province's administrator handed over.
 */
export function enrolRequestText(request: Pick<EnrolRequest, 'id' | 'office' | 'keys'>): string {
  return canonicalJson(['enrol-request', 1, request.id, request.office, request.keys]);
}

/**
 * What the proof of the answer is computed over: both sides' keys and the request's container, so that nobody between
 * them can have given either side other keys.
 */
export function enrolAnswerText(
  request: Pick<EnrolRequest, 'id' | 'office' | 'keys'>,
  answer: Pick<EnrolAnswer, 'answers' | 'to' | 'province'>,
): string {
  return canonicalJson([
    'enrol-answer',
    1,
    [request.id, request.office, request.keys],
    [answer.answers, answer.to, answer.province],
  ]);
}
