import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { previewReception } from './preview.ts';

let temporary: TemporaryDatabase;
beforeEach(() => {
  temporary = openTemporaryDatabase();
});
afterEach(() => temporary.remove());

it('the paper beside the form promises a look-up by what is given to it, not by the profile', () => {
  const { ports, clock } = receptionDesk(temporary.db);
  const { requestId: _id, print: _print, visitOf: _visit, follows: _follows, ...form } = exampleReception();
  const captionWith = (lookUp: string | null) =>
    previewReception(form, {
      rules: ports.rules,
      office: ports.office(),
      actor: { id: 'u1', name: 'Bùi Thu Hà' },
      now: clock.now(),
      clockTrouble: null,
      lookUp,
    }).document.qrCaption[0];
  expect(ports.office().profile.lookUpAddress).not.toBe('');
  expect(captionWith('https://tinh.example/tra-cuu')).toContain('tra cứu');
  expect(captionWith(null)).not.toContain('tra cứu');
});
