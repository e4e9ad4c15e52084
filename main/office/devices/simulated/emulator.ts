import type { SimulatedConditions } from '#shared/contract/index.ts';
import {
  type Command,
  createPaper,
  createReceiver,
  encodeAnswer,
  encodeStatus,
  joinBytes,
  type Piece,
  type PrinterAnswer,
  type PrinterMemory,
  type PrinterStatus,
  parseCommand,
  UnknownBytes,
} from '#shared/escpos/index.ts';

/** How quick a simulated printer is. */
export type EmulatorSpeed = {
  /** Milliseconds that a row of dots takes. */
  readonly rowMs: number;
  /** Milliseconds before an answer; `slowAnswerMs` while it is told to be slow. */
  readonly answerMs: number;
  readonly slowAnswerMs: number;
  /** So many times slower prints a slow one. */
  readonly slowFactor: number;
  /** Bytes that it takes before it asks to wait. */
  readonly store: number;
};

export const USUAL_SPEED: EmulatorSpeed = {
  rowMs: 1,
  answerMs: 0,
  slowAnswerMs: 400,
  slowFactor: 6,
  store: 4_096,
};

/** What printers know to tell: newer ones confirm with an id, older ones in turn, some only on receipt, some nothing. */
export type EmulatorModel = 'by-id' | 'in-turn' | 'real-time' | 'silent';

export const FIRST_CONDITIONS: SimulatedConditions = {
  paper: 'enough',
  coverOpen: false,
  plugged: true,
  stalled: false,
  slow: false,
};

/** A printer without paper and plastic: real bytes in, real answers out, pictures of what it printed. */
export type Emulator = {
  /** Whether it takes bytes now; else `onHungry` tells when to ask again. */
  wants(): boolean;
  /** Takes bytes that arrived. */
  receive(bytes: Uint8Array): void;
  /** Where its answers go; one listener. */
  onSpeak(listener: (bytes: Uint8Array) => void): void;
  onHungry(listener: () => void): void;
  onPiece(listener: (piece: Piece) => void): void;
  conditions(): SimulatedConditions;
  change(conditions: SimulatedConditions): void;
  /** The roll ends after so many rows more; null: it is long. */
  endPaperAfter(rows: number | null): void;
  /** The line has another speed than the printer: nothing is understood, and what is said is noise. */
  garble(garbled: boolean): void;
  /** Whether anything received is not printed yet. */
  isBusy(): boolean;
  hanging(): Piece | null;
  /** Bytes that no printer understands; a mistake of whoever sent them. */
  gibberish(): number;
  close(): void;
};

export function createEmulator(parts: {
  dots: number;
  memory: PrinterMemory;
  speed?: EmulatorSpeed;
  model?: EmulatorModel;
}): Emulator {
  const { speed = USUAL_SPEED, model = 'by-id' } = parts;
  const paper = createPaper(parts.dots, parts.memory);
  let receiver = createReceiver();
  let store: Uint8Array = new Uint8Array();
  let conditions = FIRST_CONDITIONS;
  let rowsLeft: number | null = null;
  let garbled = false;
  let gibberish = 0;
  let working = false;
  /** What is in store is only the beginning of a command: it must get the rest, however full it is. */
  let starved = false;
  let closed = false;
  /** Rises when the store is cleared: what the mechanism had in hand is dropped. */
  let epoch = 0;
  let speak: (bytes: Uint8Array) => void = () => undefined;
  let hungry: () => void = () => undefined;
  let tellPiece: (piece: Piece) => void = () => undefined;
  const timers = new Set<NodeJS.Timeout>();

  function later(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, milliseconds).unref();
    timers.add(timer);
  }

  function status(): PrinterStatus {
    const paperOut = conditions.paper === 'out' || rowsLeft === 0;
    const { coverOpen } = conditions;
    return {
      offline: paperOut || coverOpen,
      coverOpen,
      paperOut,
      paperNearEnd: conditions.paper === 'near-end',
      error: false,
    };
  }

  function answer(said: PrinterAnswer): void {
    if (model === 'silent') return;
    const wait = conditions.slow ? speed.slowAnswerMs : speed.answerMs;
    const say = () => {
      if (!conditions.stalled) speak(encodeAnswer(said));
    };
    if (wait === 0) say();
    else later(wait, say);
  }

  function canMove(): boolean {
    return !conditions.stalled && !status().offline && !closed;
  }

  function dropStore(): void {
    store = new Uint8Array();
    epoch += 1;
    paper.reset();
  }

  /** Works on what is in store, command by command, as fast as the mechanism is. */
  function work(): void {
    if (working || !canMove()) return;
    starved = false;
    const before = epoch;
    let command: Command | null;
    try {
      const parsed = store.length === 0 ? 'incomplete' : parseCommand(store, 0);
      starved = parsed === 'incomplete';
      if (parsed === 'incomplete') {
        hungry();
        return;
      }
      command = parsed.command;
      store = store.slice(parsed.length);
    } catch (error) {
      if (!(error instanceof UnknownBytes)) throw error;
      gibberish += 1;
      dropStore();
      return;
    }
    const rows = command === null ? 0 : paper.rowsFor(command);
    working = true;
    const finish = () => {
      working = false;
      if (epoch === before && command !== null) execute(command, rows);
      work();
    };
    const milliseconds = rows * speed.rowMs * (conditions.slow ? speed.slowFactor : 1);
    // A timer for each row would cost more than the row.
    if (milliseconds < 0.5) queueMicrotask(finish);
    else later(milliseconds, finish);
  }

  function execute(command: Command, rows: number): void {
    if (rows > 0 && rowsLeft !== null) {
      rowsLeft = Math.max(0, rowsLeft - rows);
      if (rowsLeft === 0) {
        // It stops before what does not fit any more, and keeps it for the next roll.
        waiting.push(command);
        return;
      }
    }
    if (!canMove() && rows > 0) {
      waiting.push(command);
      return;
    }
    run(command);
  }

  /** Taken up and not printed, because paper or cover came in between. */
  const waiting: Command[] = [];

  function run(command: Command): void {
    if (command.kind === 'ask-done' && model === 'by-id') answer({ kind: 'done', id: command.id });
    if (command.kind === 'ask-paper' && (model === 'by-id' || model === 'in-turn')) {
      answer({ kind: 'paper', byte: conditions.paper === 'near-end' ? 3 : 0 });
    }
    paper.execute(command);
    for (const piece of paper.takePieces()) tellPiece(piece);
  }

  function resume(): void {
    if (canMove()) {
      for (const command of waiting.splice(0)) run(command);
      work();
    }
    if (!conditions.stalled) hungry();
  }

  return {
    wants: () => !conditions.stalled && !closed && (starved || store.length < speed.store),
    receive(bytes) {
      if (garbled) {
        speak(Uint8Array.from(bytes, (byte) => byte | 0x81));
        return;
      }
      for (const received of receiver.receive(bytes)) {
        if (received.kind === 'data') store = joinBytes([store, received.bytes]);
        else if (received.kind === 'status') {
          answer({ kind: 'status', byte: encodeStatus(status(), received.which) });
        } else {
          dropStore();
          waiting.length = 0;
          if (model === 'by-id') answer({ kind: 'cleared' });
        }
      }
      work();
    },
    onSpeak(listener) {
      speak = listener;
    },
    onHungry(listener) {
      hungry = listener;
    },
    onPiece(listener) {
      tellPiece = listener;
    },
    conditions: () => conditions,
    change(next) {
      if (conditions.paper === 'out' && next.paper !== 'out') rowsLeft = null;
      conditions = next;
      resume();
    },
    endPaperAfter(rows) {
      rowsLeft = rows;
      resume();
    },
    garble(next) {
      garbled = next;
      receiver = createReceiver();
    },
    isBusy: () => working || waiting.length > 0 || (store.length > 0 && !starved),
    hanging: () => paper.hanging(),
    gibberish: () => gibberish,
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
