import { officeDate } from '#shared/base/index.ts';
import { ERROR_CODES, type ImportedLine } from '#shared/contract/index.ts';
import type { Actor } from '#shared/dossier/index.ts';
import {
  checkNumber,
  type GivenNumber,
  numberKey,
  type ReceiptNumber,
  readDay,
  readNumbers,
  tidyNumber,
} from '#shared/fee-receipts/index.ts';
import { findMainCodes } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { appendNumberInTx, takenInWords } from './numbers.ts';
import { requestOf } from './once.ts';
import type { FeeReceiptPorts, ProviderAnswer } from './ports.ts';
import { findHolder, findReceipt, type ReceiptRow } from './receipts-table.ts';
import { FeeReceiptRefused } from './refused.ts';

type Judged =
  | { outcome: 'new'; receipt: ReceiptRow; number: ReceiptNumber }
  | { outcome: 'known' | 'empty'; receipt: ReceiptRow | undefined }
  | { outcome: 'wrong'; receipt: ReceiptRow | undefined; message: string };

/**
 * Reads a file in our layout. Without `apply` it only tells what each line would do; with it every good line is written,
 * all in one transaction. A line that says what is known already changes nothing, so the same file may come twice.
 * Throws FeeReceiptRefused where the file is none of ours.
 */
export function importNumbers(
  ports: FeeReceiptPorts,
  asked: { requestId: string; content: string; apply: boolean },
  person: Actor,
): { lines: ImportedLine[]; written: number } {
  const read = readNumbers(ports.rules.file.columns, asked.content);
  if (!read.ok)
    throw new FeeReceiptRefused('invalid-input', read.error, [{ field: 'content', message: read.error }]);
  const given = read.value.map((line) => ({ line, said: inNumbers(line) }));
  const judged = settleAnswers(
    ports,
    asked,
    given.map(({ said }) => said),
    'file',
    person,
    asked.apply,
  );
  const codes = findMainCodes(
    ports.db,
    judged.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt.dossierId])),
  );
  const lines = given.map(({ line }, index): ImportedLine => {
    const one = judged[index];
    return {
      line: line.line,
      dossierCode: codes.get(one?.receipt?.dossierId ?? '') ?? '',
      number: [line.formSign, line.series, line.number].filter((part) => part !== '').join(' · '),
      outcome: one?.outcome ?? 'wrong',
      message: one?.outcome === 'wrong' ? one.message : '',
    };
  });
  const written = asked.apply ? judged.filter(({ outcome }) => outcome === 'new').length : 0;
  return { lines, written };
}

/** What a provider's own system answered, written as a file's lines are. Answers with what could not be taken. */
export function takeAnswers(
  ports: FeeReceiptPorts,
  asked: { requestId: string },
  answers: readonly ProviderAnswer[],
  person: Actor,
): { id: string; message: string }[] {
  const judged = settleAnswers(ports, asked, answers, 'provider', person, true);
  return judged.flatMap((one, index) =>
    one.outcome === 'wrong' ? [{ id: answers[index]?.id ?? '', message: one.message }] : [],
  );
}

type Said = ProviderAnswer | { readonly id: string; readonly empty: true };

function settleAnswers(
  ports: FeeReceiptPorts,
  asked: { requestId: string },
  answers: readonly Said[],
  source: 'file' | 'provider',
  person: Actor,
  apply: boolean,
): Judged[] {
  const request = requestOf(asked);
  const today = officeDate(ports.clock.now());
  return ports.db.transaction((tx) => {
    // Two lines of one file must not have one number, nor one receipt two lines.
    const taken = new Map<string, string>();
    const touched = new Set<string>();
    const judged = answers.map((answer): Judged => {
      const one = judge(ports, tx, answer, today);
      if (one.outcome !== 'new') return one;
      const key = numberKey(one.number);
      const other = taken.get(key);
      if (touched.has(one.receipt.id) || other !== undefined) {
        const message = touched.has(one.receipt.id)
          ? 'Khoản thu này đã có ở một dòng trước. Hãy bỏ dòng thừa.'
          : 'Số biên lai này đã có ở một dòng trước. Hãy xem lại hai dòng.';
        return { outcome: 'wrong', receipt: one.receipt, message };
      }
      taken.set(key, one.receipt.id);
      touched.add(one.receipt.id);
      return one;
    });
    const fresh = judged.flatMap((one) => (one.outcome === 'new' ? [one] : []));
    if (!apply || fresh.length === 0) return judged;
    for (const { receipt, number } of fresh)
      appendNumberInTx(ports, tx, { receipt, number, source, corrects: null, person, request });
    tx.afterCommit(() => ports.onChanged([...new Set(fresh.map(({ receipt }) => receipt.dossierId))]));
    return judged;
  });
}

function judge(ports: FeeReceiptPorts, db: ReadableDb, answer: Said, today: string): Judged {
  const receipt = findReceipt(db, answer.id);
  const wrong = (message: string): Judged => ({ outcome: 'wrong', receipt, message });
  if ('empty' in answer) return { outcome: 'empty', receipt };
  if (receipt === undefined)
    return wrong(
      'Không có khoản thu nào mang mã yêu cầu này. Hãy giữ nguyên cột mã yêu cầu của tệp đã xuất.',
    );
  if ('problem' in answer) return wrong(answer.problem);
  const { number } = answer;
  const known = [receipt.number, receipt.replacement].some(
    (has) => has !== null && numberKey(has) === numberKey(number),
  );
  if (known) return { outcome: 'known', receipt };
  if (receipt.state === 'numbered')
    return wrong(
      `Khoản thu này đã có số ${receipt.number?.number ?? ''} khác. Muốn sửa, hãy sửa ở từng dòng.`,
    );
  if (receipt.state !== 'waiting') return wrong(ERROR_CODES['receipt-settled']);
  const [problem] = checkNumber(ports.rules, number, { collectedOn: receipt.collectedOn, today });
  if (problem !== undefined) return wrong(problem.message);
  const holder = findHolder(db, number);
  if (holder !== undefined) return wrong(takenInWords(db, number, holder));
  return { outcome: 'new', receipt, number };
}

/** A line of a file as an answer: without a number it goes on waiting. */
function inNumbers(line: GivenNumber): Said {
  const { id } = line;
  if (line.number === '') return { id, empty: true };
  const { formSign, series, number } = tidyNumber(line);
  const issuedOn = readDay(line.issuedOn);
  if (issuedOn === undefined)
    return { id, problem: `Ngày lập “${line.issuedOn}” không đọc được. Ghi dạng 21/11/2026.` };
  if (!/^\d{1,15}$/.test(number))
    return { id, problem: `Số biên lai “${line.number}” phải chỉ gồm chữ số. Hãy xem lại.` };
  if (formSign.length > 40 || series.length > 40) return { id, problem: 'Ký hiệu quá dài. Hãy xem lại.' };
  return { id, number: { medium: 'electronic', formSign, series, number, issuedOn } };
}
