/** Characters of a reason in one's own words: it stands on the strip and in the journal for good. */
export const LONGEST_OWN_REASON = 60;

/** So many digits in a row are a telephone or personal number, not a time or a room. */
const NUMBER_OF_SOMEBODY = /\d(?:[\s.-]?\d){5}/;

/**
 * What is wrong with a reason for a pause, as a sentence; undefined where it may be used. One of the office's own reasons,
 * or a few words in one line with letters in them and no number of anybody.
 */
export function pauseReasonProblem(reason: string, ofOffice: readonly string[]): string | undefined {
  if (ofOffice.includes(reason)) return undefined;
  if (reason.length > LONGEST_OWN_REASON) {
    return `Lý do tạm dừng dài quá ${LONGEST_OWN_REASON} ký tự. Hãy ghi ngắn lại hoặc chọn lý do có sẵn.`;
  }
  if (!/\p{L}{2}/u.test(reason) || /\p{Cc}/u.test(reason)) {
    return 'Lý do tạm dừng cần vài chữ trên một dòng. Hãy ghi lại hoặc chọn lý do có sẵn.';
  }
  if (NUMBER_OF_SOMEBODY.test(reason)) {
    return 'Lý do tạm dừng không ghi số điện thoại hay số giấy tờ của ai. Hãy bỏ số đó đi.';
  }
  return undefined;
}
