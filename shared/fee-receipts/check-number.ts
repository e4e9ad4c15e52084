import type { ReceiptNumber } from './receipt.ts';
import type { FeeReceiptRules } from './rules.ts';

export type NumberField = 'medium' | 'formSign' | 'series' | 'number' | 'issuedOn';
/** What is wrong with one part of a number, in a sentence that says what to do. */
export type NumberProblem = { field: NumberField; message: string };

/** A number as people type it: no blanks around, capitals, so that `26taa` is what the provider wrote. */
export function tidyNumber<Given extends Pick<ReceiptNumber, 'formSign' | 'series' | 'number'>>(
  given: Given,
): Given {
  const tidy = (text: string) => text.normalize('NFC').replace(/\s+/gu, '').toUpperCase();
  return {
    ...given,
    formSign: tidy(given.formSign),
    series: tidy(given.series),
    number: given.number.replace(/\s+/gu, ''),
  };
}

/**
 * Everything that no provider can have given (TT 91/2026, NĐ 254/2026), of a number that `tidyNumber` has passed.
 * `collectedOn` and `today` are office days: a receipt is made out when money is taken, so neither before nor tomorrow.
 */
export function checkNumber(
  rules: Pick<FeeReceiptRules, 'electronic' | 'paper'>,
  given: Omit<ReceiptNumber, 'number'> & { number: string },
  on: { readonly collectedOn: string; readonly today: string },
): NumberProblem[] {
  const problems =
    given.medium === 'electronic' ? electronicProblems(rules.electronic, given) : paperProblems(rules, given);
  const most = given.medium === 'electronic' ? rules.electronic.mostDigits : rules.paper.mostDigits;
  if (!/^\d+$/.test(given.number) || given.number.length > most || /^0+$/.test(given.number)) {
    problems.push({
      field: 'number',
      message: `Số biên lai gồm 1 đến ${most} chữ số, từ 1 trở lên. Nhập đúng như nhà cung cấp đã cấp.`,
    });
  }
  if (given.issuedOn > on.today) {
    problems.push({
      field: 'issuedOn',
      message: `Ngày lập ${inWords(given.issuedOn)} chưa tới. Xem lại ngày trên biên lai.`,
    });
  } else if (given.issuedOn < on.collectedOn) {
    problems.push({
      field: 'issuedOn',
      message: `Ngày lập ${inWords(given.issuedOn)} trước ngày thu ${inWords(on.collectedOn)}. Xem lại ngày trên biên lai.`,
    });
  }
  return problems;
}

function electronicProblems(
  rules: FeeReceiptRules['electronic'],
  { formSign, series, issuedOn }: Omit<ReceiptNumber, 'number'>,
): NumberProblem[] {
  const problems: NumberProblem[] = [];
  const { examples } = rules;
  if (!new RegExp(rules.formSign, 'u').test(formSign)) {
    problems.push({
      field: 'formSign',
      message: `Ký hiệu mẫu không đúng dạng, ví dụ ${examples.formSign}. Nhập như trên biên lai điện tử.`,
    });
  }
  if (!new RegExp(rules.series, 'u').test(series)) {
    problems.push({
      field: 'series',
      message: `Ký hiệu không đúng dạng, ví dụ ${examples.series}. Nhập như trên biên lai điện tử.`,
    });
  } else if (series.slice(0, 2) !== issuedOn.slice(2, 4)) {
    problems.push({
      field: 'series',
      message: `Ký hiệu ${series} của năm 20${series.slice(0, 2)}, còn ngày lập thuộc năm ${issuedOn.slice(0, 4)}. Xem lại một trong hai.`,
    });
  }
  return problems;
}

function paperProblems(
  { paper }: Pick<FeeReceiptRules, 'paper'>,
  { formSign, series, issuedOn }: Omit<ReceiptNumber, 'number'>,
): NumberProblem[] {
  const problems: NumberProblem[] = [];
  if (issuedOn > paper.lastDay) {
    problems.push({
      field: 'medium',
      message: `Biên lai giấy chỉ dùng đến hết ngày ${inWords(paper.lastDay)}; sau ngày đó phải lập biên lai điện tử.`,
    });
  }
  if (formSign.length > paper.mostSignLetters) {
    problems.push({
      field: 'formSign',
      message: `Ký hiệu mẫu dài quá ${paper.mostSignLetters} ký tự. Nhập như trên quyển biên lai.`,
    });
  }
  if (series === '' || series.length > paper.mostSignLetters) {
    problems.push({
      field: 'series',
      message: `Nhập ký hiệu như trên quyển biên lai, không quá ${paper.mostSignLetters} ký tự.`,
    });
  }
  return problems;
}

const inWords = (day: string): string => day.split('-').reverse().join('/');
