import { createHash } from 'node:crypto';
import type { PrinterDriver } from '#office/printing/index.ts';
import {
  STATION_PAPER_BYTES,
  type StationPaperEnd,
  type StationPaperPrinter,
  StationPaperProblem,
} from '#shared/contract/index.ts';
import type { OfficeClock } from './office-clock.ts';
import type { Orders } from './orders.ts';

/** The printers of papers (A5, A4) of this PC. */
export type StationPapers = {
  list(): Promise<StationPaperPrinter[]>;
  /** False: the piece does not follow on what is there. */
  send(piece: { order: string; offset: number; bytes: Uint8Array }): boolean;
  print(asked: {
    order: string;
    printer: string;
    copies: number;
    paper: 'A5' | 'A4';
    title: string;
    sha256: string;
    expiresAt: number;
  }): Promise<StationPaperEnd>;
  cancel(order: string, late: boolean): void;
  /** The office hears no answers any more: what was sent is dropped, what is at a printer is given up after a moment. */
  lineGone(): void;
  /** Gives up what is at a printer; resolves when nothing is under way. */
  close(): Promise<void>;
};

/** A paper of a person, and a test beside it. */
const MOST_SENT = 2;
/** A sheet that is coming out may come out; one that waits in a queue must not follow after a person was asked. */
const ORPHAN_MS = 10_000;

const failed = (problem: Exclude<StationPaperEnd['problem'], null>): StationPaperEnd => ({
  outcome: 'failed',
  problem,
});

export function createStationPapers(ports: {
  driver: PrinterDriver;
  clock: OfficeClock;
  orders: Orders<StationPaperEnd>;
}): StationPapers {
  const { driver, clock, orders } = ports;
  const sent = new Map<string, Uint8Array[]>();
  const underWay = new Map<string, { end: Promise<StationPaperEnd>; control: AbortController }>();
  const orphans = new Map<string, NodeJS.Timeout>();

  function giveUp(order: string, late: boolean): void {
    clearTimeout(orphans.get(order));
    orphans.delete(order);
    underWay.get(order)?.control.abort(late ? new DOMException('too long', 'TimeoutError') : undefined);
  }

  /** What was sent, when it is whole. */
  function take(order: string, sha256: string): Uint8Array | undefined {
    const pdf = Buffer.concat(sent.get(order) ?? []);
    sent.delete(order);
    return createHash('sha256').update(pdf).digest('hex') === sha256 ? new Uint8Array(pdf) : undefined;
  }

  async function begin(
    asked: Parameters<StationPapers['print']>[0],
    pdf: Uint8Array,
    signal: AbortSignal,
  ): Promise<StationPaperEnd> {
    const { order, sha256: _sha256, ...rest } = asked;
    // What nobody waits for any more must not come out behind this one.
    for (const orphan of [...orphans.keys()]) giveUp(orphan, false);
    try {
      orders.begin(order);
    } catch {
      // A full disk: what can't be remembered could be printed twice.
      return failed('internal');
    }
    const end = await driver.print({ ...rest, id: order, pdf, signal }).then(
      ({ outcome, problem }): StationPaperEnd =>
        outcome === 'printed' ? { outcome, problem } : { outcome, problem: knownHere(problem) },
      (): StationPaperEnd => ({ outcome: 'unknown', problem: 'printer-silent' }),
    );
    orders.end(order, end);
    return end;
  }

  return {
    async list() {
      const found = await driver.list();
      return found.slice(0, 100).flatMap(({ name, description, isDefault, state }) =>
        // One whose name was cut would be another one.
        name.length > 300 ? [] : [{ name, description: description.slice(0, 300), isDefault, state }],
      );
    },
    send({ order, offset, bytes }) {
      if (offset === 0) sent.delete(order);
      const before = sent.get(order) ?? [];
      const length = before.reduce((sum, piece) => sum + piece.length, 0);
      if (offset !== length || length + bytes.length > STATION_PAPER_BYTES) {
        sent.delete(order);
        return false;
      }
      const [oldest] = sent.keys();
      if (!sent.has(order) && sent.size >= MOST_SENT && oldest !== undefined) sent.delete(oldest);
      sent.set(order, [...before, bytes]);
      return true;
    },
    async print(asked) {
      const { order, sha256, expiresAt } = asked;
      const running = underWay.get(order);
      if (running !== undefined) return running.end;
      const pdf = take(order, sha256);
      const known = orders.find(order);
      // Begun in a run before this one: nobody saw how it ended.
      if (known !== undefined) return known.end ?? { outcome: 'unknown', problem: 'interrupted' };
      if (pdf === undefined) return failed('paper-incomplete');
      const now = clock.now();
      if (now === null || now >= expiresAt) return failed('expired');
      const control = new AbortController();
      const end = begin(asked, pdf, control.signal).finally(() => {
        underWay.delete(order);
        clearTimeout(orphans.get(order));
        orphans.delete(order);
      });
      underWay.set(order, { end, control });
      return end;
    },
    cancel: giveUp,
    lineGone() {
      sent.clear();
      for (const order of underWay.keys()) {
        if (!orphans.has(order))
          orphans.set(order, setTimeout(() => giveUp(order, false), ORPHAN_MS).unref());
      }
    },
    async close() {
      sent.clear();
      const ends = [...underWay.entries()].map(([order, { end }]) => {
        giveUp(order, false);
        return end;
      });
      await Promise.all(ends);
    },
  };
}

/** A driver of this PC's own tells none of a station's. */
function knownHere(problem: string): Exclude<StationPaperEnd['problem'], null> {
  const parsed = StationPaperProblem.safeParse(problem);
  return parsed.success ? parsed.data : 'internal';
}
