import { afterEach, describe, expect, test } from 'vitest';
import { actOnReception, forgetReception, keptReception, type Reception } from './reception-store.ts';
import type { ReceiveAnswer } from './submit.ts';
import { SAMPLE_CARD, SAMPLE_KNOWN, SAMPLE_PROCEDURE } from './testing/samples.ts';

afterEach(forgetReception);

let made = 0;
function newId(): string {
  made += 1;
  return `request-${made}`;
}

function filled(): Reception {
  const store = keptReception('clerk', newId);
  store.dispatch({ kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' });
  store.dispatch({ kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE });
  return store.get();
}

describe('what is typed', () => {
  test('stays for the same person and is never handed to another', () => {
    const before = filled();
    expect(keptReception('clerk', newId).get()).toBe(before);
    expect(keptReception('somebody else', newId).get().form.applicant.fields.name).toBe('');
  });

  test('is gone after signing out', () => {
    filled();
    forgetReception();
    expect(keptReception('clerk', newId).get().form.procedure).toBeNull();
  });

  test('does not change while an answer is awaited, nor once it is received', () => {
    const sending: Reception = { ...filled(), submission: { phase: 'sending', attempt: 2 } };
    expect(actOnReception(sending, { kind: 'required-toggled' })).toBe(sending);
    const received: Reception = {
      ...sending,
      submission: { phase: 'received', ...({} as ReceiveAnswer) },
    };
    expect(actOnReception(received, { kind: 'typed', field: 'note', value: 'x' })).toBe(received);
  });
});

describe('a draft', () => {
  const savedAt = '2026-11-23T10:42:00.000+07:00';

  test('takes the place of the form, request id included, and says from when it is until something is typed', () => {
    const form = { ...filled().form, requestId: 'of-the-draft', note: 'chờ ký' };
    const opened = actOnReception(filled(), { kind: 'draft-opened', form, savedAt });
    expect(opened).toMatchObject({ form, submission: { phase: 'editing' }, openedFrom: savedAt });
    const known = actOnReception(opened, {
      kind: 'known-found',
      asked: SAMPLE_CARD.number,
      citizen: SAMPLE_KNOWN,
    });
    expect(known.openedFrom).toBe(savedAt);
    expect(actOnReception(known, { kind: 'typed', field: 'note', value: 'x' }).openedFrom).toBeNull();
  });

  test('that somebody took rests; only a new form, or a draft, takes its place', () => {
    const by = { name: 'Minh', counter: 'Quầy 3', since: savedAt };
    const taken: Reception = { ...filled(), submission: { phase: 'taken', by } };
    expect(actOnReception(taken, { kind: 'typed', field: 'note', value: 'x' })).toBe(taken);
    const next = actOnReception(taken, { kind: 'begun-anew', requestId: 'next' });
    expect(next.submission).toEqual({ phase: 'editing' });
    expect(actOnReception(taken, { kind: 'draft-opened', form: next.form, savedAt }).form).toBe(next.form);
  });
});

describe('a request id', () => {
  test('stays through every change and every refusal of the form', () => {
    const before = filled();
    const changed = actOnReception({ ...before, refusal: 'hết số' }, { kind: 'required-toggled' });
    expect(changed.form.requestId).toBe(before.form.requestId);
    expect(changed.refusal).toBeNull();
  });

  test('changes with the next dossier only', () => {
    const before = filled();
    for (const kind of ['begun-anew', 'same-person'] as const) {
      const next = actOnReception(before, { kind, requestId: 'next', dossierId: 'd1' });
      expect(next.form.requestId).toBe('next');
      expect(next.submission).toEqual({ phase: 'editing' });
    }
  });
});

test('the question about missing papers is asked anew when the papers change', () => {
  const asked: Reception = { ...filled(), missingAsked: true };
  expect(actOnReception(asked, { kind: 'typed', field: 'note', value: 'x' }).missingAsked).toBe(true);
  expect(actOnReception(asked, { kind: 'paper-toggled', key: 'a' }).missingAsked).toBe(false);
});
