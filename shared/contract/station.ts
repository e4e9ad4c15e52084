import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { WellFormedText } from '../dossier/index.ts';
import { DeviceProblem, SerialMatch, TicketPrinterChoice } from './devices.ts';
import { ScannerSettings } from './scanner.ts';
import { stationPapers } from './station-papers.ts';
import { TokenProblem } from './token-problems.ts';
import { TokenKind, TokenPlugged, TokenSettings, TokensNow } from './tokens.ts';

/**
 * What the office asks of a station: the PC of a paired counter that serves its own printer and scanner. Here the office
 * calls and the station answers. What a station says is a stranger's word: parsed, bounded, and good for its own devices
 * only. Nothing of it is part of the contract of screens.
 */

/** Rises when an older station could misread the office, or the other way round. */
export const STATION_PROTOCOL = 1;

/** Of one message, in either direction: a ticket's dots in base64 are the longest. */
export const STATION_MESSAGE_BYTES = 512 * 1024;
const PRINT_BYTES = 256 * 1024;

const short = z.string().max(200);

/** Office clock, milliseconds since 1970: the station's own may be wrong. */
const now = z.int();

/** A printer that a station can have; the simulated one needs no station. */
export const StationPrinter = z.discriminatedUnion('kind', [
  TicketPrinterChoice.options[0],
  TicketPrinterChoice.options[1],
  TicketPrinterChoice.options[2],
]);
export type StationPrinter = z.infer<typeof StationPrinter>;

/** The scanner of a station; a simulated one needs no station. */
export const StationScanner = z.discriminatedUnion('kind', [
  ScannerSettings.options[0],
  ScannerSettings.options[1],
]);
export type StationScanner = z.infer<typeof StationScanner>;

export const StationPorts = z.array(
  z.object({
    path: short,
    description: short,
    match: SerialMatch.nullable(),
  }),
);

/** How its printer stands, asked at this moment. */
export const StationPrinterCheck = z.object({
  canPrint: z.boolean(),
  problem: DeviceProblem.nullable(),
  status: z
    .object({
      offline: z.boolean(),
      coverOpen: z.boolean(),
      paperOut: z.boolean(),
      paperNearEnd: z.boolean(),
      error: z.boolean(),
    })
    .nullable(),
  /** It has answered under the present settings. */
  answered: z.boolean(),
});
export type StationPrinterCheck = z.infer<typeof StationPrinterCheck>;

/** How a ticket ended there; as `PrintEnd` of the office's own printers. */
export const StationPrintEnd = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('printed'), problem: z.null() }),
  z.object({ outcome: z.enum(['unknown', 'not-begun']), problem: DeviceProblem }),
]);
export type StationPrintEnd = z.infer<typeof StationPrintEnd>;

/** What a station tells unasked, from the beginning of its stream. */
export const StationEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scan'), text: WellFormedText.min(1).max(4_096) }),
  z.object({
    kind: z.literal('scanner'),
    state: z.enum(['off', 'opening', 'listening', 'lost']),
    problem: DeviceProblem.nullable(),
  }),
  /** What `tokens.list` says is another by now. */
  z.object({ kind: z.literal('tokens') }),
]);
export type StationEvent = z.infer<typeof StationEvent>;

/** A session that was opened at the station with its PIN. The PIN was typed at that PC and never leaves it. */
export const StationTokenSession = z.object({
  kind: TokenKind,
  /** With the certificates that only the PIN made readable. */
  token: TokenPlugged,
  /** All certificates on the token, DER in base64; those of issuers without an id. */
  certificates: z.array(z.object({ id: short.nullable(), der: z.base64().max(16 * 1024) })).max(50),
});
export type StationTokenSession = z.infer<typeof StationTokenSession>;

/** SHA-256, base64. */
const Digest = z.base64().length(44);

export const stationContract = {
  devices: {
    /** What it is, and the serial ports of that PC; null: its system can't list them. */
    state: oc
      .input(z.object({ now }))
      .output(z.object({ protocol: z.literal(STATION_PROTOCOL), ports: StationPorts.max(64).nullable() })),
  },
  printer: {
    /** Which printer it has from now on. The same one again changes nothing; another one gives up what is under way. */
    choose: oc
      .input(
        z.object({
          printer: StationPrinter,
          hasAnswered: z.boolean(),
          /** Half a ticket may hang in it, as far as the office knows. */
          interrupted: z.boolean(),
        }),
      )
      .output(z.object({})),
    check: oc.input(z.object({ now })).output(StationPrinterCheck),
    /**
     * Prints one ticket, once: the same order again gives the answer of the first time. What came too late is not begun,
     * and nothing waits at the station.
     */
    print: oc
      .input(
        z.object({
          /** Names this very print; a retry by a person is another one. */
          order: z.string().min(1).max(100),
          bytes: z.base64().max(PRINT_BYTES),
          /** Rows of dots by which it moves the paper. */
          rows: z.int().min(0).max(100_000),
          now,
          expiresAt: z.int(),
        }),
      )
      .output(StationPrintEnd),
    /** Nothing waits: lets go of a line that others may want. */
    rest: oc.input(z.object({})).output(z.object({ rested: z.boolean() })),
  },
  papers: stationPapers,
  tokens: {
    /** What is plugged into that PC, looked at with the office's settings and roots (DER, base64). */
    list: oc
      .input(
        z.object({
          fresh: z.boolean(),
          settings: TokenSettings,
          roots: z.array(z.base64().max(16 * 1024)).max(200),
        }),
      )
      .output(TokensNow),
    /** A session that a person opened at that PC; null: it has ended, or never was. */
    session: oc
      .input(z.object({ session: z.string().min(1).max(100) }))
      .output(StationTokenSession.nullable()),
    /** The PIN is forgotten. */
    end: oc.input(z.object({ session: z.string().min(1).max(100) })).output(z.object({})),
    /** Only the digest goes there. After a problem the session may be over. */
    sign: oc
      .input(z.object({ session: z.string().min(1).max(100), certificateId: short, digest: Digest }))
      .output(
        z.discriminatedUnion('state', [
          z.object({ state: z.literal('signed'), signature: z.base64().max(2_048) }),
          z.object({ state: z.literal('failed'), problem: TokenProblem }),
        ]),
      ),
  },
  scanner: {
    choose: oc.input(z.object({ scanner: StationScanner })).output(z.object({})),
  },
  /** Scans and how the scanner stands, from now on. One listener: the newest. */
  events: oc.input(z.object({})).output(eventIterator(StationEvent)),
};
