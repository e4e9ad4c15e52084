import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TicketJob } from '#shared/contract/index.ts';
import { type SampleOffice, startSampleOffice, systemIds } from '#test/fixtures/office.ts';

let t: SampleOffice;
beforeAll(async () => {
  t = await startSampleOffice();
});
afterAll(() => t.end());

const issue = async () => {
  const { groups } = await t.clerk.queue.options({});
  return t.clerk.queue.issue({ group: groups[0]?.id ?? '', priority: null, requestId: systemIds.id() });
};

/** Every state that a job goes through, to its end. */
async function follow(jobId: string): Promise<TicketJob['state'][]> {
  const states: TicketJob['state'][] = [];
  for await (const job of await t.clerk.devices.followTicket({ jobId })) states.push(job.state);
  return states;
}

const simulated = {
  ticketPrinter: { kind: 'simulated', profile: 'mm80' },
  ticketTimeToLiveSeconds: 60,
} as const;

describe('a ticket from the queue', () => {
  it('is only shown where no printer is chosen', async () => {
    expect((await issue()).jobId).toBeNull();
    expect((await t.clerk.devices.openTicketJobs({})).printer.state).toBe('none');
  });

  it('comes out on paper, is followed to its end, and is told to every screen', async () => {
    const state = await t.administrator.devices.change(simulated);
    expect(state).toMatchObject({ settings: simulated, simulated: { paper: 'enough', plugged: true } });
    const told = tellTicketJobs();
    const { ticket, jobId } = await issue();
    const states = await follow(jobId ?? '');
    expect(states.at(-1)).toBe('printed');
    const { papers } = await t.clerk.devices.simulatedPaper({});
    expect(papers[0]).toMatchObject({ texts: [ticket.number], cut: true, width: 576 });
    expect(await told).toMatchObject({ id: jobId, ticketId: ticket.id, number: ticket.number, open: false });
  });

  it('waits while the cover is open, and comes out when it is closed', async () => {
    const conditions = {
      paper: 'enough',
      coverOpen: true,
      plugged: true,
      stalled: false,
      slow: false,
    } as const;
    await t.administrator.devices.simulate(conditions);
    const { jobId } = await issue();
    for await (const job of await t.clerk.devices.followTicket({ jobId: jobId ?? '' })) {
      if (job.problem === null) continue;
      expect(job).toMatchObject({ state: 'waiting', problem: expect.stringContaining('Nắp máy in') });
      break;
    }
    expect((await t.clerk.devices.openTicketJobs({})).jobs.map(({ id }) => id)).toEqual([jobId]);
    await t.administrator.devices.simulate({ ...conditions, coverOpen: false });
    expect((await follow(jobId ?? '')).at(-1)).toBe('printed');
  });

  it('is tested by an administrator', async () => {
    const { job } = await t.administrator.devices.testTicket({});
    expect((await follow(job.id)).at(-1)).toBe('printed');
    await expect(follow(systemIds.id())).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** The first settled order that status.events tells of. */
async function tellTicketJobs(): Promise<TicketJob> {
  for await (const event of await t.administrator.status.events({})) {
    if (event.kind === 'ticket-job' && event.job.state === 'printed') return event.job;
  }
  throw new Error('nothing was told');
}
