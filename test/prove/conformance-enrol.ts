import { containerSha256, enrolmentProof, normaliseEnrolCode } from '#main/parcels/index.ts';
import { type EnrolAnswer, type EnrolRequest, enrolAnswerText } from '#shared/exchange/index.ts';

/** Whether an answer proves that its sender knows the code, over both sides' keys (P3). */
export function isProof(
  code: string,
  request: EnrolRequest,
  answer: EnrolAnswer,
  container: Uint8Array,
): boolean {
  const known = normaliseEnrolCode(code) ?? code;
  return (
    answer.answers === containerSha256(container) &&
    answer.to === request.office.id &&
    answer.proof === enrolmentProof(known, enrolAnswerText(request, answer))
  );
}
