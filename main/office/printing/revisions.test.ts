import { afterEach, beforeEach, expect, it } from 'vitest';
import { PRINTED } from './driver.ts';
import type { PaperSource } from './ports.ts';
import { CLERK, DOSSIER, dossierOf, held, openPrinting, type PrintingUnderTest } from './printing.oracle.ts';

let u: PrintingUnderTest;
let present = 1;
beforeEach(async () => {
  present = 1;
  const papers: PaperSource = {
    documentFor: ({ revision }) => ({
      documents: [{ title: `bản ${revision}`, code: `r${revision}` } as never],
      form: 'mẫu 01',
      at: 0,
    }),
    reprintMark: (_form, number) => `BẢN IN LẠI ${number}`,
    isSuperseded: ({ revision }) => revision < present,
  };
  u = await openPrinting({ papers });
});
afterEach(() => u.remove());

const revision = (number: number) => ({ ...dossierOf(DOSSIER), revision: number });
const printed = () => u.printer.orders.map(({ pdf }) => new TextDecoder().decode(pdf).slice(0, 6));

/** What a correction does to the printing, in its transaction; gives the id of the new receipt's job. */
function correct(): string {
  present += 1;
  u.t.db.transaction((tx) => {
    u.printing.supersedeInTx(tx, DOSSIER, present);
    u.printing.enqueuePaperInTx(tx, revision(present), CLERK);
  });
  return u.printing.findPaperJob(revision(present))?.id ?? '';
}

it('a receipt that still waits when its dossier is corrected never comes out, and asks nobody', async () => {
  const first = held();
  u.printer.behaviours.push(first.behaviour);
  const other = u.order(`${DOSSIER.slice(0, -4)}0009`);
  await u.reach(other, 'printing');
  const old = u.order();
  const fresh = correct();
  first.end(PRINTED);
  await u.reach(fresh, 'printed');
  expect(printed()).toEqual(['PDF r1', 'PDF r2']);
  expect(u.changes.findLast(({ id }) => id === old)).toMatchObject({ state: 'expired', revision: 1 });
  expect(u.printing.openJobs()).toEqual([]);
  expect(u.printing.counts()).toEqual({ waiting: 0, inDoubt: 0 });
  expect(u.printing.issuedRevisions(DOSSIER)).toEqual([2]);
});

it('a reprint is of the present revision and counts for itself; where it has no paper yet, it is the first', async () => {
  await u.reach(u.order(), 'printed');
  present = 2;
  const request = (end: number) => `0195b5c0-0000-4000-8000-00000000000${end}`;
  await u.reach(u.printing.reprint(revision(2), request(1), CLERK).id, 'printed');
  const again = await u.reach(u.printing.reprint(revision(2), request(2), CLERK).id, 'printed');
  expect(again).toMatchObject({ reprint: 1, revision: 2 });
  expect(printed()).toEqual(['PDF r1', 'PDF r2', 'PDF r2']);
  expect(u.printing.papersOf(DOSSIER, (id) => id).map((paper) => [paper.revision, paper.reprint])).toEqual([
    [2, 1],
    [2, 0],
    [1, 0],
  ]);
});

it('a paper in doubt is answered for after the correction, but never printed again', async () => {
  u.printer.behaviours.push(() => ({ outcome: 'unknown', problem: 'printer-silent' }));
  const old = u.order();
  await u.reach(old, 'unknown');
  await u.reach(correct(), 'printed');
  expect(() => u.printing.retry(old, CLERK.id)).toThrow('giấy cũ không in nữa');
  expect(u.printing.openJobs().map(({ id }) => id)).toEqual([old]);
  u.printing.confirm(old, false, CLERK.id);
  expect(u.printing.openJobs()).toEqual([]);
});
