import { describe, expect, it } from 'vitest';
import type { TicketJob, TicketPrinterState } from '#shared/contract/index.ts';
import { ticketTrouble } from './ticket-jobs.tsx';

function printer(state: TicketPrinterState['state']): TicketPrinterState {
  return { state, problem: null, detail: '', paperNearEnd: false, checkedAt: null, lastProblem: null };
}

function job(open: boolean): TicketJob {
  return {
    id: 'j1',
    ticketId: 't1',
    number: 'A001',
    state: open ? 'unknown' : 'waiting',
    open,
    station: 's1',
    attempts: 1,
    createdAt: '2026-11-23T08:00:00.000+07:00',
    problem: null,
  };
}

describe('what the strip says of the ticket printer', () => {
  it('nothing where none is chosen, or where it works', () => {
    expect(ticketTrouble(undefined)).toBeNull();
    expect(ticketTrouble({ jobs: [], printer: printer('none') })).toBeNull();
    expect(ticketTrouble({ jobs: [job(false)], printer: printer('ready') })).toBeNull();
  });

  it('first that the printer is in trouble, for it comes before every answer, else how many want a word', () => {
    expect(ticketTrouble({ jobs: [job(true)], printer: printer('trouble') })?.kind).toBe('printer');
    expect(ticketTrouble({ jobs: [job(true), job(false)], printer: printer('ready') })).toEqual({
      kind: 'tickets',
      count: 1,
    });
  });
});
