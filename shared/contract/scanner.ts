import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { procedure } from './define.ts';
import { SerialBaud, SerialMatch, SerialPath } from './devices.ts';

/** How a gun ends what it read: with a line end, with nothing, or as it turns out to do. */
export const ScanEnd = z.enum(['line', 'none', 'unknown']);
export type ScanEnd = z.infer<typeof ScanEnd>;

/** The scanner of a PC. A gun that types like a keyboard needs none of this. */
export const ScannerSettings = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('serial'),
    path: SerialPath,
    /** By what it is found again at another port; null: only the path counts. */
    match: SerialMatch.nullable(),
    baud: SerialBaud,
    end: ScanEnd,
  }),
  /** For training: what is scanned is typed on the page of devices. */
  z.object({ kind: z.literal('simulated') }),
]);
export type ScannerSettings = z.infer<typeof ScannerSettings>;

export const ScannerNow = z.object({
  settings: ScannerSettings,
  /** `lost`: chosen, and can't be read now; it is tried again by itself. */
  state: z.enum(['off', 'opening', 'listening', 'lost']),
  /** What is wrong and what to do, in Vietnamese; null when nothing is. */
  problem: z.string().nullable(),
  /** Office time of the last scan since the program began; never what was in it. */
  lastScanAt: z.string().nullable(),
});
export type ScannerNow = z.infer<typeof ScannerNow>;

/** A station of `devices.stations`; left out: where the caller works. */
const station = WellFormedText.max(50).optional();

export const scanner = {
  state: procedure({
    title: 'Máy quét của máy này',
    description: 'The scanner on a serial line: what is chosen, whether it is read, what is wrong.',
    access: ['clerk', 'administrator'],
    input: z.object({ station }),
    output: ScannerNow,
    errors: ['not-found'],
  }),
  choose: procedure({
    title: 'Chọn máy quét',
    description: 'Chooses the scanner of this PC, or none; recorded.',
    access: ['administrator'],
    input: z.object({ settings: ScannerSettings, station }),
    output: ScannerNow,
    errors: ['not-found'],
  }),
  simulate: procedure({
    title: 'Quét thử bằng máy quét mô phỏng',
    description: 'The simulated scanner reads this text; nothing where another one is chosen.',
    access: ['clerk', 'administrator'],
    input: z.object({ text: WellFormedText.min(1).max(4_096), station }),
    output: z.object({}),
    errors: ['not-found'],
  }),
};
