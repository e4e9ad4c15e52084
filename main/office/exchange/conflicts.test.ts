import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Transport } from '#office/exchange/index.ts';
import { correctNote } from '#test/fixtures/copied-office.ts';
import {
  type ExchangeDesk,
  lineTo,
  openExchangeDesk,
  openTestProvince,
} from '#test/fixtures/exchange-desk.ts';
import { testClock } from '#test/fixtures/office.ts';
import { findDossier, readRevisions } from '../dossiers/index.ts';
import { migrations, openDatabase } from '../storage/index.ts';
import { sayInTx } from './said-table.ts';

const clock = testClock('2026-11-22T10:00:00.000+07:00');
const nowhere: Transport = {
  call: () => Promise.reject(new Error('no line')),
  upload: () => Promise.reject(new Error('no line')),
  close: () => undefined,
};
let office: ExchangeDesk;
beforeEach(() => {
  office = openExchangeDesk({ clock, transport: nowhere });
});
afterEach(() => office.remove());

it('P10 shows both versions field by field, and where ours holds its content is corrected anew, once', async () => {
  const desk = office;
  const { id } = desk.receive();
  const theirs = correctNote(desk, id, { note: 'bản của máy kia', revision: 2 });
  const ours = correctNote(desk, id, { note: 'bản ở đây', revision: 3 });
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
  const conflict = desk.exchange.conflict(ours);
  expect(conflict).toMatchObject({
    ours: { here: true, own: true, seq: ours.seq },
    theirs: { here: true, seq: theirs.seq },
    pending: 'ours',
  });
  expect(conflict.differences).toEqual([
    { label: expect.stringMatching(/^Ghi chú/), ours: 'bản ở đây', theirs: 'bản của máy kia' },
  ]);
  for (const named of [
    { ...ours, seq: 1 },
    { ...ours, hash: theirs.hash },
  ])
    expect(() => desk.exchange.conflict(named)).toThrow();
  const settle = {
    station: ours.station,
    seq: ours.seq,
    hash: ours.hash,
    keep: 'ours' as const,
    note: 'đã xem giấy',
    actor: 'u1',
  };
  desk.exchange.settle(settle);
  desk.exchange.settle(settle);
  const { revisions } = readRevisions(desk.journal, id);
  expect(revisions.map(({ revision }) => revision)).toEqual([1, 2, 3, 3]);
  expect(findDossier(desk.db, id)).toMatchObject({ revision: 3, note: 'bản ở đây' });
  const before = desk.journal.viewDigests();
  desk.journal.rebuild();
  expect(desk.journal.viewDigests()).toEqual(before);
});

it('P10 what a person keeps is accepted by the province, also where several are kept one after another', async () => {
  const far = await openTestProvince(clock);
  const desk = openExchangeDesk({ clock, transport: lineTo(far.province) });
  await desk.exchange.enrol({
    address: 'https://tinh.example',
    code: await far.invite(desk),
    actor: 'admin',
  });
  const { id } = desk.receive();
  await desk.exchange.sendNow();
  await desk.exchange.sendNow();
  desk.exchange.changeSettings({ ...desk.exchange.overview().settings, paused: true }, 'admin');
  const copied = path.join(desk.folder, 'copy.db');
  desk.db.copyTo(copied);
  const db = openDatabase({ file: copied, key: desk.temporary.key, migrations });
  const other = openExchangeDesk({
    clock,
    transport: nowhere,
    station: `${desk.profile.id}.station-2`,
    profile: desk.profile,
    database: { ...desk.temporary, db, remove: () => db.close() },
  });
  const carry = async (of: ExchangeDesk) => {
    const parcel = await of.exchange.buildParcel('stick', 1_000_000);
    return of.exchange.takeAnswer(await far.province.handle(parcel.bytes), 'stick');
  };
  correctNote(other, id, { note: 'bản của máy kia', revision: 2 });
  await carry(other);
  const first = correctNote(desk, id, { note: 'bản ở đây', revision: 2 });
  const second = correctNote(desk, id, { note: 'bản ở đây, lần hai', revision: 3 });
  expect(await carry(desk)).toMatchObject({ conflict: 2 });
  for (const { station, seq, hash } of [first, second])
    desk.exchange.settle({ station, seq, hash, keep: 'ours', note: 'đã xem giấy', actor: 'u1' });
  expect(await carry(desk)).toMatchObject({ conflict: 0, rejected: 0 });
  await carry(desk);
  expect(desk.exchange.summary().counts).toMatchObject({ held: 0, sent: 0, rejected: 0, conflict: 0 });
  expect(desk.exchange.ofDossier(id)).toMatchObject({ state: 'accepted' });
  expect(findDossier(desk.db, id)).toMatchObject({ revision: 4, note: 'bản ở đây, lần hai' });
  await other.remove();
  await desk.remove();
  await far.close();
});
