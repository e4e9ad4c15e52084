import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { CopiesStatus } from './copies.ts';
import { procedure } from './define.ts';
import { TicketJob } from './devices.ts';
import { ExchangeSummary } from './exchange.ts';
import { Printer, PrintJob } from './printing.ts';
import { BatchSummary } from './signing-parts.ts';

/** The status bar: always true, never hopeful. */
export const Status = z.object({
  printer: Printer.nullable(),
  /** Print jobs that need a person (unknown, failed, expired). */
  jobsInDoubt: z.int(),
  jobsWaiting: z.int(),
  /** Last committed entry, office time; null in a new database. */
  lastWrittenAt: z.string().nullable(),
  /** Entries that no province has yet acknowledged. */
  held: z.int(),
  /** How it stands with the province. */
  exchange: ExchangeSummary,
  /** What is wrong with the PC's clock; what is issued meanwhile is marked. Null: nothing is known to be. */
  clockTrouble: z.enum(['set-back', 'far-ahead', 'before-build']).nullable(),
  /** This is a restored or copied database: receipts carry provisional codes until the last printed code is confirmed. */
  numbersFrozen: z.boolean(),
  /** The mark outside the database is up to date; without it a copy would go unnoticed. */
  markKept: z.boolean(),
  /** Last check of the hash chains. */
  verified: z.enum(['running', 'ok', 'broken', 'not-yet']),
  receivedToday: z.int(),
  copies: CopiesStatus,
});
export type Status = z.infer<typeof Status>;

/** What the office tells the screens after a commit. */
export const OfficeEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), status: Status }),
  z.object({ kind: z.literal('print-job'), job: PrintJob }),
  z.object({ kind: z.literal('dossier'), id: z.string() }),
  /** What is half entered at the counters changed: ask drafts.list again. */
  z.object({ kind: z.literal('drafts') }),
  /** Its personal data was erased: what a screen still holds of it must go, too. */
  z.object({ kind: z.literal('dossier-erased'), id: z.string() }),
  /** Numbers were frozen or released, or the clock confirmed: ask again what depends on them. */
  z.object({ kind: z.literal('numbers') }),
  /** Something about copies changed: ask copies.state again. */
  z.object({ kind: z.literal('copies') }),
  /** The hall's queue or its settings changed: ask queue.desk again. */
  z.object({ kind: z.literal('queue') }),
  /** The order of a ticket's paper changed. */
  z.object({ kind: z.literal('ticket-job'), job: TicketJob }),
  /** A device stands otherwise than before, or its settings changed: ask devices.state or devices.openTicketJobs. */
  z.object({ kind: z.literal('devices') }),
  /** The LAN, its devices or a pairing changed: administrators ask lan.state again. */
  z.object({ kind: z.literal('lan') }),
  /** A token came, went or is tried in another way: ask tokens.list again. */
  z.object({ kind: z.literal('tokens') }),
  /** How far a batch is; `batch` null: something else about signing changed (pending timestamps, settings, roots). */
  z.object({ kind: z.literal('signing'), batch: BatchSummary.nullable() }),
  /** The exchange with the province: the line, or how many entries stand how, changed. */
  z.object({ kind: z.literal('exchange'), summary: ExchangeSummary }),
  /** The scanner of a station read something; told to the screens of that station alone, and kept nowhere. */
  z.object({ kind: z.literal('scan'), station: z.string(), text: z.string() }),
  /** What the province publishes was announced, came, or is in force: ask packs and what depends on rules again. */
  z.object({ kind: z.literal('packs') }),
  /** Money was taken, or a fee receipt got its number: ask feeReceipts again. */
  z.object({ kind: z.literal('fee-receipts') }),
  /** Phase or people changed: ask session.state again. */
  z.object({ kind: z.literal('office') }),
]);
export type OfficeEvent = z.infer<typeof OfficeEvent>;

export const status = {
  get: procedure({
    title: 'Thanh trạng thái',
    description: 'What the status bar shows: printer, jobs, entries held, clock, last check.',
    access: 'signed-in',
    input: z.object({}),
    output: Status,
  }),
  events: procedure({
    title: 'Theo dõi sự kiện',
    description:
      'What the office tells after each commit, beginning with the status. WebSocket and MessagePort only.',
    access: 'signed-in',
    input: z.object({}),
    output: eventIterator(OfficeEvent),
  }),
};

/** What a check of the whole journal tells while it runs, and at its end. */
export const VerifyStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), total: z.int() }),
  z.object({
    kind: z.literal('result'),
    state: z.enum(['ok', 'broken', 'stopped']),
    /** How many entries were checked. */
    entries: z.int(),
    /** The first bad entry, in words; null when none was found. */
    firstBad: z.string().nullable(),
  }),
]);
export type VerifyStep = z.infer<typeof VerifyStep>;

/** Checks that an administrator runs by hand. */
export const integrity = {
  verify: procedure({
    title: 'Kiểm tra nhật ký',
    description: 'Checks every entry of both chains; the outcome only. Aborting the call stops the check.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({ ok: z.boolean(), entries: z.int(), firstBad: z.string().nullable() }),
  }),
  verifyInSteps: procedure({
    title: 'Kiểm tra nhật ký từng bước',
    description:
      'The same, telling how far it is. Whoever stops listening stops the check. WebSocket and MessagePort only.',
    access: ['administrator'],
    input: z.object({}),
    output: eventIterator(VerifyStep),
  }),
};
