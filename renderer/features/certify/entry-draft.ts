import type { FormTicket } from '#renderer/office/index.ts';
import type { DraftSource } from '#renderer/ui/index.ts';
import { CitizenCard } from '#shared/citizen/index.ts';
import type { CertifyStore } from './certify-store.ts';
import { ENTRY_FIELDS, type Entry, emptyEntry, isAsBegun } from './entry.ts';

/**
 * Rises when the same member means something else than before; what is absent is empty. `forget.ts` of the office reads
 * `visit`: a line begun for somebody whose data is erased goes with it.
 */
const VERSION = 1;

/** The line as it is kept: while it is typed, but not while its answer is awaited. */
export function entryDrafts(store: CertifyStore): DraftSource<Entry> {
  return {
    kind: 'certify',
    read: () => {
      const { entry, recording } = store.get();
      return { form: entry, phase: recording.phase === 'sending' ? 'resting' : 'open' };
    },
    isUntouched: isAsBegun,
    write: (entry) => ({
      applicant: entry.fields.name,
      procedure: entry.fields.paper,
      form: writeEntry(entry),
    }),
    subscribe: store.subscribe,
  };
}

export function writeEntry({ requestId: _request, ...entry }: Entry): string {
  return JSON.stringify({ version: VERSION, ...entry });
}

/**
 * The line of a draft that this or another release wrote. Never fails: `unread` is the text of what fits nowhere, empty
 * where everything did.
 */
export function readEntry(json: string, requestId: string): { entry: Entry; unread: string } {
  const empty = emptyEntry(requestId);
  const value = parsed(json);
  if (value === undefined) return { entry: empty, unread: json };
  const { version: _version, fields, card, visit, ticket, later, ...rest } = value;
  const texts = isObject(fields) ? fields : {};
  const readCard = CitizenCard.safeParse(card);
  const readTicket = ticketOf(ticket);
  const ids = Array.isArray(visit) ? visit.filter((id) => typeof id === 'string') : [];
  const lost = [
    ...Object.entries(texts).filter(([key, text]) => !isField(key) || typeof text !== 'string'),
    ...(readCard.success || (card ?? null) === null ? [] : [['card', card]]),
    ...(readTicket !== null || (ticket ?? null) === null ? [] : [['ticket', ticket]]),
    ...Object.entries(rest),
  ];
  const entry: Entry = {
    requestId,
    fields: Object.fromEntries(
      ENTRY_FIELDS.map((field) => [
        field,
        typeof texts[field] === 'string' ? texts[field] : empty.fields[field],
      ]),
    ) as Entry['fields'],
    card: readCard.success ? readCard.data : null,
    visit: ids,
    ticket: readTicket,
    later: later === true,
  };
  return { entry, unread: lost.map(([, what]) => asText(what)).join('\n') };
}

function ticketOf(value: unknown): FormTicket | null {
  if (!isObject(value)) return null;
  const { id, number } = value;
  const isTicket = (id === null || typeof id === 'string') && typeof number === 'string';
  return isTicket ? { id, number } : null;
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isField(key: string): boolean {
  return ENTRY_FIELDS.some((field) => field === key);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
