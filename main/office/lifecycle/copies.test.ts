import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyRestored } from '#shared/journal/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '#test/fixtures/database.ts';
import { receptionDesk } from '#test/fixtures/reception.ts';
import { recordRestored } from './copies.ts';

let t: TemporaryDatabase;
beforeEach(() => {
  t = openTemporaryDatabase();
});
afterEach(() => t.remove());

it('a restore is recorded once, also where the start was cut off before its note was removed', () => {
  const { journal } = receptionDesk(t.db);
  const directory = path.dirname(t.db.file);
  const note = path.join(directory, 'restored.json');
  const body = {
    id: 'copy-1',
    madeAt: '2026-11-20T08:00:00.000+07:00',
    outcome: 'whole' as const,
    entries: 1,
    papers: 0,
    damaged: [],
    damages: 0,
  };
  const start = () => {
    writeFileSync(note, JSON.stringify(body));
    recordRestored(directory, t.db, journal);
    expect(existsSync(note)).toBe(false);
    return journal.history(body.id, { limit: 5 }).items.map(({ entry }) => entry.kind);
  };
  expect(start()).toEqual([copyRestored.kind]);
  expect(start()).toEqual([copyRestored.kind]);
});
