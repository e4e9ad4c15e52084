import { setTimeout as sleep } from 'node:timers/promises';
import type { SerialBaud } from '#shared/contract/index.ts';
import { ENOUGH, type PrinterHall, TTL_SECONDS } from './tickets-printer.ts';

/** Chance of a seed: a whole number below `count`. */
export type Draw = (count: number) => number;

/** One thing that goes wrong: `before` a ticket is ordered, `during` its printing; `heal` puts all right again. */
type Fault = {
  before?(): Promise<void> | void;
  during?(): Promise<void> | void;
  heal?(): Promise<void> | void;
};

/** What goes wrong with printers. Each is begun, tickets are ordered, and it is mended, sometimes too late. */
export const FAULT_KINDS = [
  'paper-out',
  'paper-out-midway',
  'cover-open',
  'cover-open-midway',
  'stall',
  'stall-midway',
  'unplug',
  'unplug-midway',
  'slow-answers',
  'too-slow-answers',
  'wrong-baud',
  'other-baud',
  'restart-midway',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const BAUDS: readonly SerialBaud[] = [115200, 57600, 38400, 115200, 57600, 19200, 38400, 9600];

export function faultOf(kind: FaultKind, hall: PrinterHall, draw: Draw): Fault {
  const { emulator, cable } = hall;
  const change = (conditions: Partial<typeof ENOUGH>) => emulator.change({ ...ENOUGH, ...conditions });
  const midway = () => sleep(draw(300));
  switch (kind) {
    case 'paper-out':
      return { before: () => change({ paper: 'out' }) };
    case 'paper-out-midway':
      return { before: () => emulator.endPaperAfter(20 + draw(900)) };
    case 'cover-open':
      return { before: () => change({ coverOpen: true }) };
    case 'cover-open-midway':
      return { during: () => midway().then(() => change({ coverOpen: true })) };
    case 'stall':
      return { before: () => change({ stalled: true }) };
    case 'stall-midway':
      return { during: () => midway().then(() => change({ stalled: true })) };
    case 'unplug':
      return { before: () => cable.unplug(), heal: () => cable.plugIn() };
    case 'unplug-midway':
      return { during: () => midway().then(() => cable.unplug()), heal: () => cable.plugIn() };
    case 'slow-answers':
    case 'too-slow-answers':
      return {
        before() {
          hall.speed.slowAnswerMs = kind === 'slow-answers' ? 40 + draw(120) : 400 + draw(400);
          change({ slow: true });
        },
      };
    case 'wrong-baud':
      return { before: () => emulator.garble(true), heal: () => emulator.garble(false) };
    case 'other-baud':
      return {
        before: () => hall.setBaud(BAUDS[draw(BAUDS.length)] ?? 57600),
        async heal() {
          // At a slow speed tickets come out slowly, but they do.
          await sleep(0);
        },
      };
    case 'restart-midway':
      return { during: () => midway().then(() => hall.restart()) };
  }
}

/** Whether so much time passes before it is mended that what waits is too old then. Not where a printer may hold a whole
 * ticket in its memory: what it does with that is beyond any program. */
const MAY_COME_TOO_LATE: readonly FaultKind[] = ['paper-out', 'cover-open', 'stall', 'unplug', 'wrong-baud'];

/** Lets one thing go wrong around tickets that `order` orders; returns when all of them have ended. */
export async function sufferFault(
  kind: FaultKind,
  hall: PrinterHall,
  draw: Draw,
  order: () => string[],
): Promise<void> {
  const fault = faultOf(kind, hall, draw);
  await fault.before?.();
  const ids = order();
  await fault.during?.();
  await sleep(draw(250));
  const atPrinter = ids.some((id) => hall.job(id).state === 'printing');
  if (MAY_COME_TOO_LATE.includes(kind) && draw(2) === 0 && !atPrinter)
    hall.advance((TTL_SECONDS + 1) * 1_000);
  if (kind === 'paper-out-midway' || kind === 'other-baud')
    await Promise.race([hall.rest(ids.slice(0, 1)), sleep(9_000)]);
  // The loop has seen the time that passed before the printer is well again.
  await sleep(60);
  hall.emulator.change(ENOUGH);
  hall.emulator.endPaperAfter(null);
  await fault.heal?.();
  await hall.rest(ids);
  if (kind === 'other-baud') await hall.setUsbSpeed();
}
