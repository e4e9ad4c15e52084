import { assertNever } from '#shared/base/index.ts';
import {
  type Bitmap,
  type Command,
  encode,
  GLYPH_HEIGHT,
  GLYPH_WIDTH,
  inBands,
  KNIFE_DOTS,
  PAPER_PROFILES,
  type PaperProfile,
  qrCommands,
  trimRows,
} from '#shared/escpos/index.ts';
import { type Drawing, qrModules } from './drawing.ts';
import { layOutTicket, type PrintedTicket, type TicketPart } from './layout.ts';
import type { TicketBytes } from './printer.ts';

const QR_LEVEL = 'M';
/** White modules around a QR that readers need, both sides together. */
const QR_RIM = 8;
/** Paper below the last line, beyond what the knife needs. */
const LAST_FEED = 8;
const KEPT_PICTURES = 64;

export type Composer = (paper: PrintedTicket, profile: PaperProfile['id']) => TicketBytes;

/**
 * Makes tickets of drawings. Words are pictures cut to their letters, number and QR the printer's own: so a ticket is a
 * few kilobytes instead of thirty, which on a slow line is the difference between two seconds and half a minute.
 */
export function createComposer(drawing: Pick<Drawing, 'lines'>): Composer {
  /** Office, group and the fixed sentences are the same on every ticket. */
  const kept = new Map<string, Bitmap[]>();

  function pictures(part: Extract<TicketPart, { kind: 'words' }>, profile: PaperProfile): Bitmap[] {
    const key = `${profile.id} ${part.size} ${part.bold} ${part.text}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = drawing.lines(part.text, { height: profile.text[part.size], bold: part.bold }, profile.dots);
    const [oldest] = kept.keys();
    if (kept.size >= KEPT_PICTURES && oldest !== undefined) kept.delete(oldest);
    kept.set(key, made);
    return made;
  }

  function commandsOf(part: TicketPart, profile: PaperProfile): Command[] {
    switch (part.kind) {
      case 'gap':
        return [{ kind: 'feed', dots: part.dots }];
      case 'number': {
        const scale = Math.max(
          1,
          Math.min(profile.numberScale, Math.floor(profile.dots / (GLYPH_WIDTH * part.text.length))),
        );
        return [
          { kind: 'size', width: scale, height: scale },
          { kind: 'text', text: part.text },
          { kind: 'line' },
          { kind: 'size', width: 1, height: 1 },
        ];
      }
      case 'qr': {
        const across = qrModules(part.text, QR_LEVEL).width + QR_RIM;
        return qrCommands(
          part.text,
          Math.max(1, Math.min(profile.qrModule, Math.floor(profile.dots / across))),
          QR_LEVEL,
        );
      }
      case 'words':
        // White rows travel as a feed of three bytes.
        return pictures(part, profile).flatMap((picture): Command[] => {
          const { bitmap, above, below } = trimRows(picture);
          if (bitmap.height === 0) return [{ kind: 'feed', dots: picture.height }];
          return [{ kind: 'feed', dots: above }, ...inBands(bitmap), { kind: 'feed', dots: below }];
        });
      default:
        return assertNever(part);
    }
  }

  return (paper, profileId) => {
    const profile = PAPER_PROFILES[profileId];
    const parts = layOutTicket(paper);
    const commands: Command[] = [
      { kind: 'initialise' },
      { kind: 'speak-when-asked' },
      { kind: 'align', to: 'center' },
      ...parts.flatMap((part) => commandsOf(part, profile)),
      { kind: 'cut', feed: LAST_FEED },
    ];
    return {
      bytes: encode(commands),
      rows: commands.reduce((sum, command) => sum + rowsOf(command, profile), 0),
    };
  };
}

/** Rows that a command moves the paper by, about: for the time that it takes. */
function rowsOf(command: Command, profile: PaperProfile): number {
  switch (command.kind) {
    case 'raster':
      return command.bitmap.height;
    case 'feed':
      return command.dots;
    case 'line':
      return GLYPH_HEIGHT * profile.numberScale;
    case 'qr-print':
      return 45 * profile.qrModule;
    case 'cut':
      return KNIFE_DOTS + command.feed;
    default:
      return 0;
  }
}
