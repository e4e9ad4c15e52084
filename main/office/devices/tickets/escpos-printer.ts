import type { DeviceProblem } from '#shared/contract/index.ts';
import {
  decodeStatus,
  encode,
  encodeRequest,
  joinBytes,
  type PrinterStatus,
  troubleOf,
} from '#shared/escpos/index.ts';
import { LineError, type Transport, within } from '../transport.ts';
import { type Confirmation, type Conversation, createConversation } from './conversation.ts';
import type { PrintEnd, PrinterCheck, TicketBytes, TicketPrinter } from './printer.ts';
import { mechanismMs, type PrinterTiming, transmissionMs, USUAL_TIMING } from './timing.ts';

/** What is known of a printer before it is asked. */
export type EscPosOptions = {
  /** False: an administrator says that this model never tells its status. */
  answersStatus: boolean;
  /** Whether it has answered under these settings: then silence is a fault, not its nature. */
  hasAnswered: boolean;
  /** Called when it answers for the first time. */
  onAnswered(): void;
  /** The last run ended while it printed: half a ticket may hang in it. */
  interrupted: boolean;
  /** Four printable letters, others each time. */
  nextId(): string;
  timing?: PrinterTiming;
};

/** Bytes of the highest picture that a ticket holds: so much a cut-off one may still ask for. */
const LARGEST_PICTURE = 72 * 64;
const CLEAR_MS = 300;
/** Cover open, paper at its end, an error: bits of the answer to DLE EOT 2. */
const CAUSES = 0x64;

const PRINTED: PrintEnd = { outcome: 'printed', problem: null };
const unknown = (problem: DeviceProblem): PrintEnd => ({ outcome: 'unknown', problem });

/** A printer that speaks ESC/POS, over any transport. */
export function createEscPosPrinter(transport: Transport, options: EscPosOptions): TicketPrinter {
  const { timing = USUAL_TIMING, answersStatus } = options;
  let talk: Conversation | undefined;
  let hasAnswered = options.hasAnswered;
  let way: Confirmation | undefined;
  /** Something may be on its way in either direction that belongs to a ticket given up. */
  let disturbed = true;
  let scrap = options.interrupted;
  let padding = options.interrupted ? LARGEST_PICTURE : 0;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;
  /** The line was let go of by ourselves, of a printer that was well: it is the same one when it is opened again. */
  let resting = false;

  async function connect(): Promise<Conversation | DeviceProblem> {
    clearTimeout(idle);
    if (talk?.line.isOpen()) return talk;
    talk = undefined;
    if (closed) return 'port-missing';
    // Another model may have taken the place of one that was away, and confirm otherwise.
    if (!resting) way = undefined;
    resting = false;
    try {
      const line = await transport.open();
      if (closed) {
        await line.close();
        return 'port-missing';
      }
      disturbed = true;
      talk = createConversation(line, timing);
      return talk;
    } catch (error) {
      return error instanceof LineError ? error.problem : 'port-unusable';
    }
  }

  async function hangUp(): Promise<void> {
    disturbed = true;
    const line = talk?.line;
    talk = undefined;
    await line?.close();
  }

  function restLater(): void {
    if (transport.keepOpen) return;
    clearTimeout(idle);
    idle = setTimeout(() => void letGo(), timing.idleMs).unref();
  }

  async function letGo(): Promise<void> {
    clearTimeout(idle);
    resting = talk?.line.isOpen() === true;
    await hangUp();
  }

  /** The printer must print no more of a ticket that was given up, now or when it comes back. */
  async function abandon(conversation: Conversation, stalled: boolean): Promise<void> {
    scrap = true;
    padding = LARGEST_PICTURE;
    disturbed = true;
    const { line } = conversation;
    if (!line.isOpen()) return hangUp();
    if (stalled) await line.discard();
    await line.send(encodeRequest({ kind: 'clear' }), CLEAR_MS);
    // A fresh line hears no late answer as one to a new question.
    await hangUp();
  }

  async function check(): Promise<PrinterCheck> {
    const conversation = await connect();
    if (typeof conversation === 'string') return { canPrint: false, problem: conversation, status: null };
    if (!answersStatus) return { canPrint: true, problem: null, status: null };
    if (disturbed) {
      await conversation.settle(padding, transmissionMs(padding, transport.baud) * 2 + timing.answerMs);
    }
    const status = await conversation.askStatus();
    if (status === undefined || status === 'garbled') {
      const unplugged = !conversation.line.isOpen();
      // Opened anew the next time: after a stall or an unplug that nobody told of, only that helps.
      await hangUp();
      if (unplugged) return { canPrint: false, problem: 'port-missing', status: null };
      const problem = status === 'garbled' ? 'garbled' : 'no-answer';
      return { canPrint: !hasAnswered && problem === 'no-answer', problem, status: null };
    }
    disturbed = false;
    padding = 0;
    if (!hasAnswered) {
      hasAnswered = true;
      options.onAnswered();
    }
    const problem = troubleOf(status);
    if (problem === null) way ??= await findWay(conversation);
    restLater();
    return { canPrint: problem === null, problem, status };
  }

  /** How this printer confirms, tried while it is idle. What it was told stays in its line of letters and is forgotten. */
  async function findWay(conversation: Conversation): Promise<Confirmation> {
    const id = options.nextId();
    const byId = conversation.expectDone({ by: 'by-id', id });
    void conversation.line.send(encode([{ kind: 'initialise' }, { kind: 'ask-done', id }]), timing.answerMs);
    if (await within(byId, timing.answerMs)) return 'by-id';
    const inTurn = conversation.expectDone({ by: 'in-turn' });
    void conversation.line.send(encode([{ kind: 'initialise' }, { kind: 'ask-paper' }]), timing.answerMs);
    return (await within(inTurn, timing.answerMs)) ? 'in-turn' : 'real-time';
  }

  async function print(ticket: TicketBytes): Promise<PrintEnd> {
    const conversation = await connect();
    if (typeof conversation === 'string') return { outcome: 'not-begun', problem: conversation };
    if (closed) return { outcome: 'not-begun', problem: 'interrupted' };
    if (!conversation.line.isOpen()) return { outcome: 'not-begun', problem: 'port-missing' };
    // Opened anew since it was asked: how this printer confirms is not known yet.
    if (answersStatus && hasAnswered && way === undefined) {
      return { outcome: 'not-begun', problem: 'port-missing' };
    }
    try {
      return await send(conversation, ticket);
    } finally {
      restLater();
    }
  }

  async function send(conversation: Conversation, ticket: TicketBytes): Promise<PrintEnd> {
    const { line } = conversation;
    const told = answersStatus && hasAnswered;
    const id = options.nextId();
    // Half a ticket that hangs out is cut off first: two numbers on one paper would send two people to one counter.
    const before = scrap ? encode([{ kind: 'initialise' }, { kind: 'cut', feed: 0 }]) : new Uint8Array();
    const question = !told
      ? new Uint8Array()
      : way === 'by-id'
        ? encode([{ kind: 'ask-done', id }])
        : way === 'in-turn'
          ? encode([{ kind: 'ask-paper' }])
          : new Uint8Array();
    const bytes = joinBytes([before, ticket.bytes, question]);
    const lineMs = transmissionMs(bytes.length, transport.baud) * 2;
    const begun = performance.now();
    const done =
      way === 'by-id'
        ? conversation.expectDone({ by: 'by-id', id })
        : way === 'in-turn'
          ? conversation.expectDone({ by: 'in-turn' })
          : undefined;
    const sent = await line.send(bytes, lineMs + timing.sendMarginMs);
    if (sent !== 'sent') {
      await abandon(conversation, sent === 'stalled');
      return unknown(sent === 'stalled' ? 'stalled' : 'unplugged');
    }
    scrap = false;
    if (!answersStatus) return PRINTED;
    if (!told) return unknown('no-status');
    const until = begun + lineMs + mechanismMs(ticket.rows) * 2 + timing.confirmMarginMs;
    const end =
      done === undefined
        ? await watchMechanism(conversation, lineMs / 2 + mechanismMs(ticket.rows))
        : await waitFor(conversation, done, until);
    if (end.outcome !== 'printed') await abandon(conversation, end.problem === 'not-confirmed');
    return end;
  }

  async function waitFor(
    conversation: Conversation,
    done: Promise<boolean>,
    until: number,
  ): Promise<PrintEnd> {
    let printed = false;
    const confirmed = done.then((yes) => {
      printed = yes;
    });
    while (performance.now() < until) {
      await within(confirmed, Math.min(timing.pollMs, until - performance.now()));
      if (printed) return PRINTED;
      if (!conversation.line.isOpen()) return unknown('unplugged');
      const cause = await conversation.askCause(
        Math.max(1, Math.min(timing.answerMs, until - performance.now())),
      );
      // The confirmation goes out before the roll ends behind it: whichever comes first is true.
      if (printed) return PRINTED;
      if (cause === undefined) disturbed = true;
      const trouble = cause === undefined ? null : troubleOfCause(cause);
      if (trouble !== null) return unknown(trouble);
    }
    return unknown(conversation.line.isOpen() ? 'not-confirmed' : 'unplugged');
  }

  /** A printer that confirms nothing: it has received all of it, had its time, and nothing is wrong with it. */
  async function watchMechanism(conversation: Conversation, milliseconds: number): Promise<PrintEnd> {
    await within(conversation.line.gone, milliseconds);
    if (!conversation.line.isOpen()) return unknown('unplugged');
    const status = await conversation.askStatus();
    if (status === undefined || status === 'garbled') return unknown('not-confirmed');
    const trouble = troubleOf(status);
    return trouble === null ? PRINTED : unknown(trouble);
  }

  return {
    check,
    print,
    async rest() {
      if (transport.keepOpen) return false;
      // What fell by itself is no rest: then nothing is known any more.
      if (talk !== undefined) await letGo();
      return true;
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      await hangUp();
    },
  };
}

function troubleOfCause(byte: number): DeviceProblem | null {
  if ((byte & CAUSES) === 0) return null;
  const status: PrinterStatus | undefined = decodeStatus([0x12, byte, 0x12, 0x12]);
  return status === undefined ? null : troubleOf(status);
}
