import { describe, expect, it } from 'vitest';
import { computeDeadline } from './deadline.ts';
import { randomCases } from './random-cases.oracle.ts';
import { makeShippedOracle, shippedCalendar, shippedProfile, shippedYears } from './shipped.oracle.ts';

const landmarks = shippedYears.flatMap(({ offDays, makeUpDays }) =>
  [...offDays, ...makeUpDays].map(({ date }) => date),
);

describe('the engine and the minute-by-minute oracle', () => {
  it('agree on 20,000 seeded cases around every boundary', () => {
    const oracle = makeShippedOracle();
    const next = randomCases(20_260_821, landmarks);
    const seen = { invalid: 0, moved: 0, paused: 0, 'nothing-left': 0, ignored: 0, provisional: 0 };
    for (let count = 0; count < 20_000; count += 1) {
      const question = next();
      const answer = computeDeadline({ ...question, calendar: shippedCalendar, profile: shippedProfile });
      const due = answer.ok ? answer.value.due : answer.error.code;
      expect(due, JSON.stringify(question)).toBe(oracle(question.received, question.limit, question.pauses));
      if (!answer.ok) {
        seen.invalid += 1;
        continue;
      }
      if (answer.value.provisional) seen.provisional += 1;
      for (const { code, values } of answer.value.steps) {
        if (code.startsWith('moved-')) seen.moved += 1;
        if (code.startsWith('paused-')) seen.paused += 1;
        if (code === 'paused-working-time' && values['minutes'] === 0) seen['nothing-left'] += 1;
        if (code === 'pause-after-due' || code === 'pause-before-reception') seen.ignored += 1;
      }
    }
    // The comparison proves nothing of what it never met.
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(50);
  });
});
