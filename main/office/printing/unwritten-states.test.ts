import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../storage/index.ts';
import { failed, PRINTED } from './driver.ts';
import { DOSSIER, held, openPrinting, type PrintingUnderTest } from './printing.oracle.ts';

let u: PrintingUnderTest;
beforeEach(async () => {
  u = await openPrinting();
});
afterEach(() => u.remove());

describe('a state that cannot be written', () => {
  /** The disk is full for every write of this state, until it is freed. */
  const fillDiskFor = (state: string) =>
    u.t.db.transaction((tx) =>
      tx.run(
        state === 'printing'
          ? sql`create trigger full before update on print_jobs when new.state = 'printing' begin select raise(abort, 'full'); end`
          : sql`create trigger full before update on print_jobs when new.state = 'printed' begin select raise(abort, 'full'); end`,
      ),
    );
  const freeDisk = () => u.t.db.transaction((tx) => tx.run(sql`drop trigger full`));
  const turns = () => new Promise((resolve) => setTimeout(resolve, 60));

  it('is written later as the driver told it, while other papers go on; nothing is printed twice', async () => {
    await u.remove();
    u = await openPrinting({ writeAgainMs: 20 });
    fillDiskFor('printed');
    u.printer.behaviours.push(
      () => PRINTED,
      () => failed('printer-stopped'),
    );
    const job = u.order();
    const other = u.order(DOSSIER.replace(/.{4}$/, '0002'));
    await u.reach(other, 'failed');
    await turns();
    expect(u.printing.jobsOf(DOSSIER)).toMatchObject([{ state: 'printing' }]);
    freeDisk();
    await u.reach(job, 'printed');
    expect(u.entries()).toMatchObject([{ outcome: 'printed', toldBy: 'printer' }]);
    expect(u.printer.orders).toHaveLength(2);
  });

  it('before anything went to the printer, the paper is made and printed later', async () => {
    await u.remove();
    u = await openPrinting({ writeAgainMs: 20 });
    fillDiskFor('printing');
    const job = u.order();
    await u.reach(job, 'making');
    await turns();
    expect(u.printer.orders).toEqual([]);
    freeDisk();
    await u.reach(job, 'printed');
    expect(u.printer.orders).toHaveLength(1);
  });

  it('is settled at once when a person acts on the job', async () => {
    fillDiskFor('printed');
    const job = u.order();
    await u.reach(job, 'printing');
    await turns();
    freeDisk();
    expect(u.printing.retry(job, 'clerk-2').state).toBe('printed');
    expect(u.printer.orders).toHaveLength(1);
  });

  it('a job that nobody handles can be answered and printed again, one in hand cannot', async () => {
    const never = held();
    u.printer.behaviours.push(never.behaviour);
    const [inHand, lost, unmade] = ['0001', '0002', '0003'].map((end) =>
      u.order(`${DOSSIER.slice(0, -4)}${end}`),
    );
    if (inHand === undefined || lost === undefined || unmade === undefined) throw new Error('no jobs');
    await u.reach(inHand, 'printing');
    u.t.db.transaction((tx) => {
      tx.run(
        sql`update print_jobs set state = 'printing', attempts = 1, sha256 = ${'a'.repeat(64)}, form = 'x' where id = ${lost}`,
      );
      tx.run(sql`update print_jobs set state = 'making' where id = ${unmade}`);
    });
    expect(u.printing.confirm(inHand, true, 'clerk-2').state).toBe('printing');
    expect(u.printing.retry(inHand, 'clerk-2').state).toBe('printing');
    expect(u.printing.confirm(lost, true, 'clerk-2').state).toBe('printed');
    expect(u.printing.retry(unmade, 'clerk-2').state).toBe('waiting');
    never.end(PRINTED);
    await u.reach(inHand, 'printed');
    await u.reach(unmade, 'printed');
  });

  it('does not keep the office from opening, and is settled when it can be', async () => {
    const never = held();
    u.printer.behaviours.push(never.behaviour);
    const job = u.order();
    await u.reach(job, 'printing');
    u.t.db.transaction((tx) =>
      tx.run(
        sql`create trigger full before update on print_jobs when new.state = 'unknown' begin select raise(abort, 'full'); end`,
      ),
    );
    u.restart({ writeAgainMs: 20 });
    await turns();
    freeDisk();
    expect((await u.reach(job, 'unknown')).problem).toContain('đang in');
    never.end(PRINTED);
  });

  it('one job that can never be written does not stop the others', async () => {
    const never = held();
    u.printer.behaviours.push(never.behaviour);
    const [inHand, broken, next] = ['0001', '0002', '0003'].map((end) =>
      u.order(`${DOSSIER.slice(0, -4)}${end}`),
    );
    if (inHand === undefined || broken === undefined || next === undefined) throw new Error('no jobs');
    await u.reach(inHand, 'printing');
    // No hash: the journal refuses such an entry.
    u.t.db.transaction((tx) =>
      tx.run(
        sql`update print_jobs set state = 'printing', attempts = 1, sha256 = 'x', form = 'x' where id = ${broken}`,
      ),
    );
    const again = u.restart();
    await u.reach(next, 'printed');
    expect(again.openJobs()).toMatchObject([{ id: broken, state: 'printing' }, { id: inHand }]);
    never.end(PRINTED);
  });
});
