import { officeTimestamp } from '#shared/base/index.ts';
import type { ExchangeOverview, ExchangeSummary, LineState } from '#shared/contract/index.ts';
import { SERVED_VERSIONS, type VersionRange } from '#shared/exchange/index.ts';
import type { WayToMore } from '../dossiers/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import { countStates } from './counts.ts';
import { findEnrolment, findRequest } from './enrolment-table.ts';
import { countWanted } from './files-table.ts';
import { readLineSettings } from './line-settings.ts';
import { countOpenSaid, decidedConflicts } from './said-table.ts';
import { findDecision } from './settlements.ts';
import { readStanding } from './state-table.ts';
import { newestSticks } from './sticks-table.ts';

/** What is only known while the office runs: how the line is and what is under way. Times in milliseconds since 1970. */
export type LiveState = {
  line: LineState;
  lineMessage: string;
  lastTryAt: number | null;
  nextTryAt: number | null;
  work: ExchangeOverview['work'];
  /** The last entry of a station that is in a parcel on the wire just now; 0: none. */
  sentTo(station: string): number;
};

/** Differences of the clocks above it are shown (P14), milliseconds. */
export const SKEW_SHOWN_MS = 120_000;

const FORKED =
  'Một bản sao khác của cơ sở dữ liệu này đã gửi bản ghi mang cùng số. Hãy tắt rồi mở lại chương trình: trạm bắt đầu dãy số mới, và xem các bản ghi mâu thuẫn trong Hộp gửi đi. Không mất gì.';

/** How the line stands, told from the settings where those say it. */
export function lineOf(db: ReadableDb, live: Pick<LiveState, 'line'>): LineState {
  const { address, paused } = readLineSettings(db);
  if (address === '') return 'none';
  return paused ? 'paused' : live.line;
}

/** Whether the office exchanges with a province now. */
const isEnrolled = (db: ReadableDb): boolean => findEnrolment(db)?.left_at === null;

/** What the status bar shows. A few lookups: it is told with each change. */
export function summaryOf(db: ReadableDb, live: LiveState, attention: number): ExchangeSummary {
  return {
    enrolled: isEnrolled(db),
    line: lineOf(db, live),
    counts: countStates(db, live.sentTo),
    lastAnswerAt: readStanding(db).lastAnswerAt,
    attention,
  };
}

/** Which way more numbers of the province come, as the exchange stands. */
export function wayToMore({ enrolled, line }: Pick<ExchangeSummary, 'enrolled' | 'line'>): WayToMore {
  if (!enrolled) return 'ended';
  switch (line) {
    case 'none':
      return 'by-stick';
    case 'paused':
    case 'refused':
      return line;
    case 'reached':
    case 'not-tried':
      return 'asked';
    default:
      return 'line-down';
  }
}

/** How many things of the exchange need a person. `others`: warnings of other rooms (leases short). */
export function countAttention(db: ReadableDb, live: LiveState, others: number): number {
  if (!isEnrolled(db)) return 0;
  const { skewMs, refusal } = readStanding(db);
  const cameToNothing = decidedConflicts(db).filter((said) => findDecision(db, said) === undefined);
  return (
    countOpenSaid(db) +
    cameToNothing.length +
    (refusal !== null || lineOf(db, live) === 'not-the-province' ? 1 : 0) +
    (skewMs !== null && Math.abs(skewMs) > SKEW_SHOWN_MS ? 1 : 0) +
    others
  );
}

/** Both programs, and whether they understand each other (P13). */
export function versionsOf(
  db: ReadableDb,
  program: string,
  own: VersionRange = SERVED_VERSIONS,
): ExchangeOverview['versions'] {
  const { provinceProgram, serves, refusal } = readStanding(db);
  const tooOld = serves !== null && serves.oldest > own.newest;
  const tooNew = serves !== null && serves.newest < own.oldest;
  const code = refusal?.code;
  const message =
    tooOld || code === 'version-too-old'
      ? 'Chương trình ở trạm này quá cũ so với máy chủ tỉnh. Hãy cập nhật; bàn tiếp nhận vẫn làm việc và mọi bản ghi được giữ lại để gửi sau.'
      : tooNew || code === 'version-too-new'
        ? 'Chương trình ở trạm này mới hơn máy chủ tỉnh. Hãy chờ tỉnh cập nhật; bàn tiếp nhận vẫn làm việc và mọi bản ghi được giữ lại để gửi sau.'
        : '';
  return { ours: program, province: provinceProgram, served: message === '', message };
}

/** Everything an administrator sees of it. `enrolment` comes from who knows keys. */
export function overviewOf(
  db: ReadableDb,
  live: LiveState,
  parts: {
    summary: ExchangeSummary;
    enrolment: ExchangeOverview['enrolment'];
    lookUp: ExchangeOverview['lookUp'];
    fingerprint: () => string;
    program: string;
    serves?: VersionRange | undefined;
    /** Another copy of this database writes under this station (P11). */
    forked: boolean;
  },
): ExchangeOverview {
  const request = findRequest(db);
  const { skewMs, refusal } = readStanding(db);
  const timeOf = (at: number | null) => (at === null ? null : officeTimestamp(at));
  return {
    summary: parts.summary,
    enrolment: parts.enrolment,
    lookUp: parts.lookUp,
    pending:
      request === undefined
        ? null
        : { createdAt: request.createdAt, file: request.file, fingerprint: parts.fingerprint() },
    settings: readLineSettings(db),
    lineMessage: parts.forked ? FORKED : live.lineMessage || (refusal?.message ?? ''),
    lastTryAt: timeOf(live.lastTryAt),
    nextTryAt: timeOf(live.nextTryAt),
    work: live.work,
    files: countWanted(db),
    clockSkewMs: skewMs,
    versions: versionsOf(db, parts.program, parts.serves),
    sticks: newestSticks(db),
  };
}
