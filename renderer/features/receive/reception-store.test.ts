import { afterEach, describe, expect, test } from 'vitest';
import {
  actOnReception,
  forgetReceived,
  forgetReception,
  keptReception,
  type Reception,
  withSheet,
} from './reception-store.ts';
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

describe('the ticket', () => {
  test('that was served when the form was begun goes with it, also when a draft comes back under another', () => {
    let served = 'a001';
    const store = keptReception('clerk', newId, () => ({ id: served, number: served.toUpperCase() }));
    store.dispatch({ kind: 'procedure-picked', procedure: SAMPLE_PROCEDURE });
    expect(store.get().form.ticket).toBeNull();
    store.dispatch({ kind: 'card-read', card: SAMPLE_CARD, to: 'applicant' });
    served = 'a002';
    store.dispatch({ kind: 'required-toggled' });
    const { form } = store.get();
    expect(form.ticket).toEqual({ id: 'a001', number: 'A001' });
    store.dispatch({ kind: 'begun-anew', requestId: newId() });
    store.dispatch({ kind: 'draft-opened', form, savedAt: '2026-11-23T10:42:00.000+07:00' });
    store.dispatch({ kind: 'typed', field: 'note', value: 'chờ ký' });
    expect(store.get().form.ticket).toEqual({ id: 'a001', number: 'A001' });
    store.dispatch({ kind: 'begun-anew', requestId: newId() });
    store.dispatch({ kind: 'applicant-typed', field: 'name', value: 'B' });
    expect(store.get().form.ticket).toEqual({ id: 'a002', number: 'A002' });
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

describe('a dossier whose personal data was erased', () => {
  const received = (id: string): Reception => ({
    ...filled(),
    submission: { phase: 'received', ...({ dossier: { id } } as ReceiveAnswer) },
  });

  test('leaves an empty form with a request id of its own where it was just received', () => {
    const store = keptReception('clerk', newId);
    store.set(received('d1'));
    forgetReceived('d2', 'fresh');
    expect(store.get().submission.phase).toBe('received');
    forgetReceived('d1', 'fresh');
    expect(store.get().submission).toEqual({ phase: 'editing' });
    expect(store.get().form).toMatchObject({ requestId: 'fresh', applicant: { fields: { name: '' } } });
  });

  test('is no longer of the visit, nor the slip that is followed; what is typed stays', () => {
    const store = keptReception('clerk', newId);
    store.set(actOnReception(received('d1'), { kind: 'same-person', requestId: 'next', dossierId: 'd1' }));
    store.dispatch({
      kind: 'follows-joined',
      follows: { id: 's1', code: '1', idNumber: '', asked: [], lines: [], filled: [] },
    });
    forgetReceived('d1', 'fresh');
    expect(store.get().form).toMatchObject({ requestId: 'next', visitOf: null, follows: { id: 's1' } });
    forgetReceived('s1', 'fresh');
    expect(store.get().form.follows).toBeNull();
    expect(store.get().form.applicant.fields.name).toBe(SAMPLE_CARD.name);
  });
});

test('the question about missing papers is asked anew when the papers change', () => {
  const asked: Reception = { ...filled(), missingAsked: true };
  expect(actOnReception(asked, { kind: 'typed', field: 'note', value: 'x' }).missingAsked).toBe(true);
  expect(actOnReception(asked, { kind: 'paper-toggled', key: 'a' }).missingAsked).toBe(false);
});

describe('the sheet of a slip', () => {
  test('stands open again when what was typed comes back, and not when it was closed', () => {
    const opened = withSheet(filled(), { kind: 'supplement', attempted: true });
    const back = (form: Reception['form']) =>
      actOnReception(filled(), { kind: 'draft-opened', form, savedAt: '2026-11-22T09:00:00.000+07:00' });
    expect(back(opened.form).sheet).toEqual({ kind: 'supplement', attempted: false });
    expect(back(withSheet(opened, null).form).sheet).toBeNull();
  });
});
