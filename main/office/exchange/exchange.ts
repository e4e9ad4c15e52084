import type { ExchangeOverview, ExchangeState, ExchangeSummary, OutboxRow } from '#shared/contract/index.ts';
import { findEnrolment } from './enrolment-table.ts';
import { changeLineSettingsInTx, type LineSettings } from './line-settings.ts';
import { findOutboxRow, type OutboxPage, type OutboxQuery, readOfDossier, readOutbox } from './outbox.ts';
import type { ExchangePorts } from './ports.ts';
import { type Reconciliation, reconcile } from './reconciliation.ts';
import { ExchangeRefused } from './refused.ts';
import { countAttention, type LiveState, overviewOf, summaryOf } from './summary.ts';

/** The exchange of an open office with its province. */
export type Exchange = {
  summary(): ExchangeSummary;
  overview(): ExchangeOverview;
  outbox(query: OutboxQuery): OutboxPage;
  reconciliation(before: string | null): Promise<Reconciliation>;
  ofDossier(id: string): { state: ExchangeState | null; rows: OutboxRow[] };
  /** Throws `not-found`. */
  row(station: string, seq: number): OutboxRow;
  changeSettings(settings: LineSettings, actor: string): void;
  /** Something was written: it is sent soon. */
  wake(): void;
  /** Ends what is under way. */
  close(): Promise<void>;
};

export function createExchange(ports: ExchangePorts): Exchange {
  const { db, journal } = ports;
  const live: LiveState = {
    line: 'not-tried',
    lineMessage: '',
    lastTryAt: null,
    nextTryAt: null,
    work: null,
    sentTo: () => 0,
  };
  const outboxParts = { db, sentTo: (station: string) => live.sentTo(station) };
  const summary = () => summaryOf(db, live, countAttention(db, live, 0));
  const tell = () => ports.onChanged(summary());

  return {
    summary,
    overview: () =>
      overviewOf(db, live, {
        summary: summary(),
        enrolment: null,
        fingerprint: () => '',
        program: ports.program,
      }),
    outbox: (query) => readOutbox(outboxParts, query),
    reconciliation: (before) => reconcile(db, before),
    ofDossier: (id) => readOfDossier(outboxParts, id),
    row(station, seq) {
      const row = findOutboxRow(outboxParts, station, seq);
      if (row === undefined) throw new ExchangeRefused('not-found');
      return row;
    },
    changeSettings(settings, actor) {
      db.transaction((tx) =>
        changeLineSettingsInTx(tx, journal, settings, { actor, office: ports.office.id }),
      );
      tell();
    },
    wake() {
      if (findEnrolment(db) === undefined) return;
    },
    close: () => Promise.resolve(),
  };
}
