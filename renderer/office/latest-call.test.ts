import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { latestCall } from './latest-call.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function recorder() {
  const sent: string[] = [];
  const answers: string[] = [];
  const failures: string[] = [];
  const open = new Map<string, { resolve: (value: string) => void; reject: (why: unknown) => void }>();
  const call = latestCall<string, string>({
    delayMs: 100,
    send: (question) => {
      sent.push(question);
      return new Promise((resolve, reject) => open.set(question, { resolve, reject }));
    },
    onAnswer: (answer) => answers.push(answer),
    onFailure: (_, question) => failures.push(question),
  });
  return { call, sent, answers, failures, open };
}

describe('the newest question alone counts', () => {
  test('quick ones are sent once, after the pause', async () => {
    const { call, sent } = recorder();
    call.ask('k');
    call.ask('kh');
    await vi.advanceTimersByTimeAsync(99);
    call.ask('kha');
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(['kha']);
  });

  test('an older answer that arrives last is dropped', async () => {
    const { call, answers, open } = recorder();
    call.ask('a');
    await vi.advanceTimersByTimeAsync(100);
    call.ask('ab');
    await vi.advanceTimersByTimeAsync(100);
    open.get('ab')?.resolve('new');
    open.get('a')?.resolve('old');
    await vi.advanceTimersByTimeAsync(0);
    expect(answers).toEqual(['new']);
  });

  test('the answer under way still counts until the next question is really sent', async () => {
    const { call, answers, open } = recorder();
    call.ask('a');
    await vi.advanceTimersByTimeAsync(100);
    call.ask('ab');
    open.get('a')?.resolve('first');
    await vi.advanceTimersByTimeAsync(50);
    expect(answers).toEqual(['first']);
  });

  test('failures are told, but not of questions that were replaced or stopped', async () => {
    const { call, failures, open } = recorder();
    call.ask('a');
    await vi.advanceTimersByTimeAsync(100);
    open.get('a')?.reject(new Error('lost'));
    await vi.advanceTimersByTimeAsync(0);
    call.ask('b');
    await vi.advanceTimersByTimeAsync(100);
    call.stop();
    open.get('b')?.reject(new Error('lost'));
    await vi.advanceTimersByTimeAsync(0);
    expect(failures).toEqual(['a']);
  });
});
