import { exchangeTone, type Tone } from '#renderer/ui/index.ts';
import { assertNever } from '#shared/base/index.ts';
import type { ExchangeSummary, Status } from '#shared/contract/index.ts';

/** One statement of the status bar: `text` is a key under `shell.status` with its values. */
export type Lamp = {
  id: string;
  tone: Tone;
  text:
    | { key: 'printerReady' | 'printerBusy' | 'printerStopped' | 'printerUnknown' | 'printerNone' }
    | {
        key:
          | 'nothingWritten'
          | 'clockTrouble'
          | 'numbersFrozen'
          | 'markLost'
          | 'verifyBroken'
          | 'verifyRunning';
      }
    | { key: 'jobsInDoubt' | 'jobsWaiting' | 'receivedToday'; count: number }
    | { exchange: ExchangeSummary }
    | { key: 'written'; at: string }
    | { key: 'copyNone' | 'copyRunning' | 'copyTrying' }
    | { key: 'copyProven' | 'copyUntried' | 'copyFailed' | 'copyLate'; when: string };
  /** True where something may be wrong that the clerk must not overlook. */
  urgent: boolean;
};

function printerLamp(status: Status): Lamp {
  const base = { id: 'printer', urgent: false };
  if (status.printer === null) return { ...base, tone: 'attention', text: { key: 'printerNone' } };
  switch (status.printer.state) {
    case 'ready':
      return { ...base, tone: 'good', text: { key: 'printerReady' } };
    case 'busy':
      return { ...base, tone: 'working', text: { key: 'printerBusy' } };
    case 'stopped':
      return { ...base, tone: 'bad', text: { key: 'printerStopped' }, urgent: true };
    case 'unknown':
      return { ...base, tone: 'attention', text: { key: 'printerUnknown' } };
    default:
      return assertNever(status.printer.state);
  }
}

/** The newest copy with its date, always; a copy that failed its trial or is owed is urgent. */
function copyLamp({ copies }: Status): Lamp {
  const base = { id: 'copies', urgent: false };
  if (copies.running !== null) {
    const key = copies.running === 'copy' ? 'copyRunning' : 'copyTrying';
    return { ...base, tone: 'working', text: { key } };
  }
  if (copies.latestAt === null) return { ...base, tone: 'attention', text: { key: 'copyNone' } };
  const when = copies.latestAt;
  if (copies.drill === 'failed')
    return { ...base, tone: 'bad', text: { key: 'copyFailed', when }, urgent: true };
  if (copies.late) return { ...base, tone: 'bad', text: { key: 'copyLate', when }, urgent: true };
  return copies.drill === 'proven'
    ? { ...base, tone: 'good', text: { key: 'copyProven', when } }
    : { ...base, tone: 'attention', text: { key: 'copyUntried', when } };
}

/** What the status bar says, left to right. Never more hopeful than the office is. */
export function lampsOf(status: Status): Lamp[] {
  const lamps: Lamp[] = [printerLamp(status)];
  if (status.jobsInDoubt > 0) {
    lamps.push({
      id: 'doubt',
      tone: 'bad',
      text: { key: 'jobsInDoubt', count: status.jobsInDoubt },
      urgent: true,
    });
  }
  if (status.jobsWaiting > 0) {
    lamps.push({
      id: 'waiting',
      tone: 'working',
      text: { key: 'jobsWaiting', count: status.jobsWaiting },
      urgent: false,
    });
  }
  lamps.push(
    status.lastWrittenAt === null
      ? { id: 'database', tone: 'neutral', text: { key: 'nothingWritten' }, urgent: false }
      : { id: 'database', tone: 'good', text: { key: 'written', at: status.lastWrittenAt }, urgent: false },
  );
  if (status.verified === 'broken') {
    lamps.push({ id: 'verify', tone: 'bad', text: { key: 'verifyBroken' }, urgent: true });
  } else if (status.verified === 'running') {
    lamps.push({ id: 'verify', tone: 'working', text: { key: 'verifyRunning' }, urgent: false });
  }
  lamps.push(copyLamp(status));
  if (status.clockTrouble !== null) {
    lamps.push({ id: 'clock', tone: 'bad', text: { key: 'clockTrouble' }, urgent: true });
  }
  if (status.numbersFrozen) {
    lamps.push({ id: 'numbers', tone: 'attention', text: { key: 'numbersFrozen' }, urgent: true });
  }
  if (!status.markKept) {
    lamps.push({ id: 'mark', tone: 'attention', text: { key: 'markLost' }, urgent: false });
  }
  lamps.push({ id: 'exchange', ...exchangeTone(status.exchange), text: { exchange: status.exchange } });
  return lamps;
}

/**
 * The time beside what was last written: told each quarter of a minute, it could stand a minute behind it. Where the
 * clock is in doubt it says what the clock says.
 */
export function shownTime(
  now: string | null,
  { clockTrouble, lastWrittenAt }: Pick<Status, 'clockTrouble' | 'lastWrittenAt'>,
): string | null {
  if (now === null || lastWrittenAt === null || clockTrouble !== null) return now;
  return lastWrittenAt > now ? lastWrittenAt : now;
}
