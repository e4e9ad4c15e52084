import type { SimulatedConditions, SimulatedPaper, TicketProfile } from '#shared/contract/index.ts';
import type { Bitmap, Piece } from '#shared/escpos/index.ts';
import type { Drawing } from '../tickets/drawing.ts';
import { dotsOf } from '../tickets/layout.ts';
import { createEmulator, type Emulator } from './emulator.ts';
import { createSimulatedTransport, type SimulatedPlug } from './transport.ts';

/** The printer that ships for training: the real bytes, and what they would look like on paper. */
export type SimulatedPrinter = {
  transport: SimulatedPlug;
  conditions(): SimulatedConditions;
  change(conditions: SimulatedConditions): void;
  /** Newest first; what hangs uncut in the printer before all. */
  papers(): Promise<SimulatedPaper[]>;
  close(): void;
};

const KEPT = 12;

export function createSimulatedPrinter(profile: TicketProfile, drawing: Drawing): SimulatedPrinter {
  const emulator: Emulator = createEmulator({ dots: dotsOf(profile), memory: drawing.memory });
  const transport = createSimulatedTransport(emulator);
  let pieces: { n: number; piece: Piece }[] = [];
  let count = 0;
  emulator.onPiece((piece) => {
    count += 1;
    pieces = [{ n: count, piece }, ...pieces].slice(0, KEPT);
  });

  async function show(n: number, piece: Piece): Promise<SimulatedPaper> {
    const { bitmap, texts, cut }: { bitmap: Bitmap; texts: readonly string[]; cut: boolean } = piece;
    const png = Buffer.from(await drawing.png(bitmap)).toString('base64');
    return { n, texts: [...texts], cut, png, width: bitmap.width, height: bitmap.height };
  }

  return {
    transport,
    conditions: () => emulator.conditions(),
    change(conditions) {
      emulator.change(conditions);
      if (!conditions.plugged) transport.pull();
    },
    papers() {
      const hanging = emulator.hanging();
      const all = [...(hanging === null ? [] : [{ n: count + 1, piece: hanging }]), ...pieces];
      return Promise.all(all.map(({ n, piece }) => show(n, piece)));
    },
    close: () => emulator.close(),
  };
}
