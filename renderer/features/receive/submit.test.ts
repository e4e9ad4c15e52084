import { describe, expect, test } from 'vitest';
import { officeError } from '#renderer/office/index.ts';
import type { ReceiveDossier } from '#shared/dossier/index.ts';
import { draftOf } from './model/draft.ts';
import { emptyForm } from './model/form.ts';
import { findReception } from './model/problems.ts';
import { reduceForm } from './model/reducer.ts';
import { type ReceiveAnswer, refusalProblems, sendUntilAnswered } from './submit.ts';
import { SAMPLE_CARD, SAMPLE_PROCEDURE } from './testing/samples.ts';

const REQUEST = '0193b1f2-0000-7000-8000-000000000001';
const ANSWER = { repeated: true } as ReceiveAnswer;

function sampleReception(): ReceiveDossier {
  const form = [
    { kind: 'card-read' as const, card: SAMPLE_CARD, to: 'applicant' as const },
    { kind: 'procedure-picked' as const, procedure: SAMPLE_PROCEDURE },
  ].reduce(reduceForm, emptyForm(REQUEST));
  const reception = findReception(form, { due: false, fee: false });
  if (reception === undefined) throw new Error(`not sendable: ${JSON.stringify(draftOf(form))}`);
  return reception;
}

/** An office that answers each try with the next of these; an Error is thrown. */
function officeOf(answers: readonly (ReceiveAnswer | Error)[]) {
  const sent: ReceiveDossier[] = [];
  const attempts: number[] = [];
  const waits: number[] = [];
  const answer = () =>
    sendUntilAnswered(sampleReception(), {
      send: async (reception) => {
        sent.push(reception);
        const next = answers[sent.length - 1];
        if (next === undefined || next instanceof Error) throw next ?? new Error('no more answers');
        return next;
      },
      waitForNext: async (attempt) => void waits.push(attempt),
      onAttempt: (attempt) => attempts.push(attempt),
    });
  return { answer, sent, attempts, waits };
}

describe('a reception that gets no answer', () => {
  test('is sent again with the same request id until it is answered', async () => {
    const office = officeOf([officeError('timeout'), officeError('disconnected'), ANSWER]);
    expect(await office.answer()).toBe(ANSWER);
    expect(office.sent.map((reception) => reception.requestId)).toEqual([REQUEST, REQUEST, REQUEST]);
    expect(office.attempts).toEqual([1, 2, 3]);
    expect(office.waits).toEqual([1, 2]);
  });

  test('is not sent again once it was refused', async () => {
    const office = officeOf([officeError('timeout'), officeError('no-serial-left'), ANSWER]);
    await expect(office.answer()).rejects.toMatchObject({ code: 'no-serial-left' });
    expect(office.sent).toHaveLength(2);
  });

  test('is given up when the clerk stops waiting', async () => {
    const stopped = new Error('stopped');
    const waiting = sendUntilAnswered(sampleReception(), {
      send: () => Promise.reject(officeError('disconnected')),
      waitForNext: () => Promise.reject(stopped),
      onAttempt: () => {},
    });
    await expect(waiting).rejects.toBe(stopped);
  });
});

describe('a refusal', () => {
  test('stands at the fields it names', () => {
    const failure = officeError('invalid-input', {
      message: 'xem lại',
      fields: [
        { field: 'applicant.phone', message: 'sai số' },
        { field: 'papers.2.name', message: '' },
      ],
    });
    expect([...refusalProblems(failure, 'xem lại')]).toEqual([
      ['applicant.phone', 'sai số'],
      ['papers', 'xem lại'],
    ]);
  });

  test('without a field stands where its code belongs, or nowhere', () => {
    expect([...refusalProblems(officeError('fee-needed'), 'nhập số tiền')]).toEqual([
      ['fee.enteredAmount', 'nhập số tiền'],
    ]);
    expect(refusalProblems(officeError('no-serial-left'), 'hết số').size).toBe(0);
  });
});
