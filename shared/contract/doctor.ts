import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './define.ts';
import { SerialBaud, SerialPortFound } from './devices.ts';
import { Printer } from './printing.ts';

/** What the doctor looks at, in its order. */
export const DoctorCheck = z.enum([
  'serial-driver',
  'serial-ports',
  'printer-port',
  'printer-rights',
  'printer-busy',
  'printer-answer',
  'printer-state',
  'scanner-line',
  'hid',
  'document-printer',
  'clock',
  'disk',
  'mark',
]);
export type DoctorCheck = z.infer<typeof DoctorCheck>;

/**
 * `ok`: works; `look`: works, with something to mend or to know; `broken`: does not work; `not-needed`: nothing of the
 * kind is chosen, or something before it must be mended first.
 */
export const DoctorVerdict = z.enum(['ok', 'look', 'broken', 'not-needed']);
export type DoctorVerdict = z.infer<typeof DoctorVerdict>;

/** One thing that was looked at. Its texts are Vietnamese and hold nothing about a person. */
export const DoctorFinding = z.object({
  check: DoctorCheck,
  verdict: DoctorVerdict,
  /** The exact cause in one word of a closed list, for helping over the telephone: `port-busy`. */
  cause: z.string(),
  /** What was looked at and found. */
  found: z.string(),
  /** What to do; empty where nothing is to be done. */
  advice: z.string(),
  /** A speed at which the printer answered: offered, never set without being asked. */
  offeredBaud: SerialBaud.nullable(),
});
export type DoctorFinding = z.infer<typeof DoctorFinding>;

/** What the doctor tells: after each look all findings so far, at the end the whole. */
export const DoctorStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    /** What is looked at now. */
    check: DoctorCheck,
    done: z.int(),
    total: z.int(),
    findings: z.array(DoctorFinding),
  }),
  z.object({
    kind: z.literal('result'),
    /** Office time. */
    at: z.string(),
    /** False: it was stopped before its end. */
    complete: z.boolean(),
    findings: z.array(DoctorFinding),
  }),
]);
export type DoctorStep = z.infer<typeof DoctorStep>;

/** A HID device of this PC: a keyboard, a scanner that types, a token. */
export const HidFound = z.object({
  /** Maker and what it calls itself; empty where it says nothing. */
  description: z.string(),
  vendorId: z.string(),
  productId: z.string(),
  kinds: z.array(z.enum(['keyboard', 'mouse', 'scanner', 'token', 'other'])),
});
export type HidFound = z.infer<typeof HidFound>;

/** A part of the program that is made for one system only, and whether it can be used here. */
export const NativeModule = z.object({ name: z.string(), loads: z.boolean() });
export type NativeModule = z.infer<typeof NativeModule>;

export const Plugged = z.object({
  ports: z.array(SerialPortFound),
  /** Why the ports could not be listed, in Vietnamese; null when they were. */
  portsProblem: z.string().nullable(),
  hid: z.array(HidFound),
  hidProblem: z.string().nullable(),
  /** Printers of the system, and the folder of PDF files. */
  printers: z.array(Printer),
  modules: z.array(NativeModule),
});
export type Plugged = z.infer<typeof Plugged>;

export const doctor = {
  plugged: procedure({
    title: 'Những gì đang cắm vào máy',
    description: 'Serial ports, HID devices and printers of the system, as they are now.',
    access: ['administrator'],
    input: z.object({}),
    output: Plugged,
  }),
  examine: procedure({
    title: 'Khám thiết bị',
    description:
      'Looks at one thing after another and tells each cause. Prints nothing and changes nothing; whoever stops listening stops it. WebSocket and MessagePort only.',
    access: ['administrator'],
    input: z.object({}),
    output: eventIterator(DoctorStep),
  }),
  bundle: procedure({
    title: 'Gói hỗ trợ',
    description:
      'One readable file for whoever helps from afar: versions, devices, the last findings, log lines. No personal data. Examines first where nobody has.',
    access: ['administrator'],
    input: z.object({}),
    output: z.object({ fileName: z.string(), text: z.string() }),
  }),
};
