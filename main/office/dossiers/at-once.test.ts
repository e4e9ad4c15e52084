import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReceptionDraft } from '#shared/dossier/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { exampleReception } from '#test/fixtures/office.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { previewReception } from './preview.ts';

let temporary: TemporaryDatabase;
let desk: ReturnType<typeof receptionDesk>;
beforeEach(() => {
  temporary = openTemporaryDatabase();
  desk = receptionDesk(temporary.db);
});
afterEach(() => temporary.remove());

function dueInPreview(overrides: Partial<ReceptionDraft>): string | undefined {
  const { requestId: _id, print: _print, visitOf: _visit, follows: _follows, ...form } = exampleReception();
  const { document } = previewReception(
    { ...form, ...overrides },
    {
      rules: desk.ports.rules,
      office: desk.ports.office(),
      actor: { id: 'u1', name: 'Bùi Thu Hà' },
      now: desk.clock.now(),
      clockTrouble: null,
      lookUp: null,
    },
  );
  return document.blocks
    .flatMap((block) => (block.kind === 'fields' ? block.fields : []))
    .find(({ key }) => key === 'dueAt')?.value;
}

it('the paper beside the form says that the result is handed over now, never a later day', () => {
  expect(dueInPreview({})).toBe('09 giờ 00 phút, ngày 26/11/2026');
  expect(dueInPreview({ atOnce: true })).toBe('Đã trả kết quả lúc 09 giờ 00 phút, ngày 20/11/2026');
});
