import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Transport } from '#office/exchange/index.ts';
import type { Dossier } from '#shared/dossier/index.ts';
import { dossierCorrected } from '#shared/journal/index.ts';
import { type ExchangeDesk, openExchangeDesk } from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { findDossier, readRevisions } from '../dossiers/index.ts';
import { sayInTx } from './said-table.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
const nowhere: Transport = {
  call: () => Promise.reject(new Error('no line')),
  upload: () => Promise.reject(new Error('no line')),
  close: () => undefined,
};
let desk: ExchangeDesk;
beforeEach(() => {
  desk = openExchangeDesk({ clock, transport: nowhere });
});
afterEach(() => desk.remove());

/** A correction of the note, based on the first revision, as two copies of an office would both write one. */
function correct(id: string, note: string, revision: number) {
  const dossier = findDossier(desk.db, id);
  const [first] = readRevisions(desk.journal, id).revisions;
  if (dossier === undefined || first === undefined) throw new Error('no dossier');
  return desk.db.transaction((tx) =>
    desk.journal.appendInTx(tx, {
      kind: dossierCorrected,
      actor: 'u1',
      subject: id,
      body: {
        dossier: { ...contentOf(dossier), note },
        revision,
        basedOn: { revision: 1, hash: first.hash },
        by: { id: 'u1', name: 'Bùi Thu Hà' },
        reason: { code: 'other', label: 'Khác', text: note },
        supersedes: { revision: 1, at: first.at },
        printed: false,
        request: { id: `request-${note.length}-${revision}`, digest: '0'.repeat(64) },
      },
    }),
  );
}

function contentOf(dossier: Dossier) {
  const { state: _s, revision: _r, correction: _c, cancelled: _x, followedBy: _f, ...content } = dossier;
  return content;
}

it('P10 shows both versions field by field, and where ours holds its content is corrected anew, once', async () => {
  const { id } = desk.receive();
  const theirs = correct(id, 'bản của máy kia', 2);
  const ours = correct(id, 'bản ở đây', 3);
  desk.db.transaction((tx) =>
    sayInTx(tx, {
      station: ours.station,
      seq: ours.seq,
      hash: ours.hash,
      state: 'conflict',
      ours: true,
      n: 1,
      code: 'stale-base',
      message: 'Hồ sơ đã được sửa ở một bản khác.',
      against: { station: theirs.station, seq: theirs.seq, hash: theirs.hash },
      saidAt: ours.at,
    }),
  );
  const conflict = desk.exchange.conflict(ours.station, ours.seq);
  expect(conflict).toMatchObject({
    ours: { here: true, seq: ours.seq },
    theirs: { here: true, seq: theirs.seq },
  });
  expect(conflict.differences).toEqual([
    { label: expect.stringMatching(/^Ghi chú/), ours: 'bản ở đây', theirs: 'bản của máy kia' },
  ]);
  expect(() => desk.exchange.conflict(ours.station, 1)).toThrow();
  const settle = {
    station: ours.station,
    seq: ours.seq,
    keep: 'ours' as const,
    note: 'đã xem giấy',
    actor: 'u1',
  };
  desk.exchange.settle(settle);
  desk.exchange.settle(settle);
  const { revisions } = readRevisions(desk.journal, id);
  expect(revisions.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  expect(findDossier(desk.db, id)).toMatchObject({ revision: 4, note: 'bản ở đây' });
  const before = desk.journal.viewDigests();
  desk.journal.rebuild();
  expect(desk.journal.viewDigests()).toEqual(before);
});
