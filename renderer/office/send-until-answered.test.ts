import { describe, expect, test } from 'vitest';
import { officeError } from './errors.ts';
import { sendUntilAnswered } from './send-until-answered.ts';

const REQUEST = { requestId: '0193b1f2-0000-7000-8000-000000000001' };
const ANSWER = { repeated: true };

/** An office that answers each try with the next of these; an Error is thrown. */
function officeOf(answers: readonly (typeof ANSWER | Error)[]) {
  const sent: (typeof REQUEST)[] = [];
  const attempts: number[] = [];
  const waits: number[] = [];
  const answer = () =>
    sendUntilAnswered(REQUEST, {
      send: async (request: typeof REQUEST) => {
        sent.push(request);
        const next = answers[sent.length - 1];
        if (next === undefined || next instanceof Error) throw next ?? new Error('no more answers');
        return next;
      },
      waitForNext: async (attempt) => void waits.push(attempt),
      onAttempt: (attempt) => attempts.push(attempt),
    });
  return { answer, sent, attempts, waits };
}

describe('a write that gets no answer', () => {
  test('is sent again with the same request id until it is answered', async () => {
    const office = officeOf([officeError('timeout'), officeError('disconnected'), ANSWER]);
    expect(await office.answer()).toBe(ANSWER);
    expect(office.sent).toEqual([REQUEST, REQUEST, REQUEST]);
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
    const waiting = sendUntilAnswered(REQUEST, {
      send: () => Promise.reject(officeError('disconnected')),
      waitForNext: () => Promise.reject(stopped),
      onAttempt: () => {},
    });
    await expect(waiting).rejects.toBe(stopped);
  });
});
