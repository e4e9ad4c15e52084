import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createPivCardSimulator, type PivCardOptions, type SimulatedPivCard } from './piv-card.ts';

/** What goes wrong with the next message, once. */
export type HidFault =
  | 'none'
  /** No answer at all. */
  | 'silent'
  /** A piece of the answer is lost. */
  | 'lost-piece'
  /** An answer to another command. */
  | 'other-command'
  /** A frame that says that the channel is busy. */
  | 'busy'
  /** Frames that say "still working", without end. */
  | 'endless-keep-alive'
  /** A bit of the signature is turned. */
  | 'wrong-bits'
  /** The device is pulled out after it took the command. */
  | 'unplug';

export type HidCardOptions = PivCardOptions & {
  path?: string;
  product?: string;
  serialNumber?: string;
};

/** A smart card in a USB HID device, at the level of node-hid: reports of 64 bytes in and out. */
export type SimulatedHidCard = {
  card: SimulatedPivCard;
  options: Required<Pick<HidCardOptions, 'path' | 'product' | 'serialNumber'>>;
  plug(): void;
  unplug(): void;
  isPlugged(): boolean;
  /** The fault that the next command with this instruction (null: any APDU) meets, with the last of its APDUs. */
  failNext(fault: HidFault, instruction?: number | null): void;
  /** Milliseconds that each APDU takes; the device says each 20 ms that it is busy. */
  delay: number;
  /** Frames of another channel between ours. */
  junk: boolean;
  /** Opening is refused by the system. */
  denied: boolean;
  /** Every report that came in. */
  reports: number;
  /** Lines open now. */
  lines: number;
};

const REPORT = 64;

export function createHidCard(given: HidCardOptions): SimulatedHidCard & { open(): FakeLine } {
  const card = createPivCardSimulator(given);
  const lines = new Set<FakeLine>();
  const channels = new Set<string>();
  let plugged = true;
  let fault: { fault: HidFault; instruction: number | null } = { fault: 'none', instruction: null };

  const device = {
    card,
    options: {
      path: given.path ?? '/simulated/hidraw0',
      product: given.product ?? 'Thẻ ký số mô phỏng',
      serialNumber: given.serialNumber ?? 'SIM-0001',
    },
    delay: 0,
    junk: false,
    denied: false,
    reports: 0,
    lines: 0,
    isPlugged: () => plugged,
    plug() {
      plugged = true;
      card.reset();
    },
    unplug() {
      plugged = false;
      channels.clear();
      for (const line of lines) line.break();
      lines.clear();
      device.lines = 0;
    },
    failNext(next: HidFault, instruction: number | null = null) {
      fault = { fault: next, instruction };
    },
    open(): FakeLine {
      if (!plugged || device.denied) throw new Error(`cannot open device with path ${device.options.path}`);
      const line = createLine(
        (report) => take(line, report),
        () => {
          lines.delete(line);
          device.lines = lines.size;
        },
      );
      lines.add(line);
      device.lines = lines.size;
      return line;
    },
  };

  let begun: { channel: string; command: number; length: number; data: Buffer; next: number } | undefined;
  const take = (line: FakeLine, values: Buffer): void => {
    if (!plugged) throw new Error('Cannot write to hid device');
    device.reports += 1;
    if (values.length !== REPORT + 1 || values[0] !== 0)
      throw new Error(`a report of ${values.length} bytes`);
    const report = values.subarray(1);
    const channel = report.toString('hex', 0, 4);
    const kind = report[4] ?? 0;
    if (kind >= 0x80) {
      begun = {
        channel,
        command: kind & 0x7f,
        length: report.readUInt16BE(5),
        data: report.subarray(7),
        next: 0,
      };
    } else if (begun?.channel === channel && kind === begun.next) {
      begun = { ...begun, data: Buffer.concat([begun.data, report.subarray(5)]), next: kind + 1 };
    } else {
      reply(line, channel, 0x3f, Buffer.from([0x04]));
      return;
    }
    if (begun.data.length < begun.length) return;
    const { command, length, data } = begun;
    begun = undefined;
    void handle(line, channel, command, Buffer.from(data.subarray(0, length)));
  };

  const handle = async (line: FakeLine, channel: string, command: number, data: Buffer): Promise<void> => {
    if (command === 0x11) return;
    if (command === 0x06) {
      const given = randomBytes(4);
      channels.add(given.toString('hex'));
      // The length of an answer to INIT is 17: nonce, channel, versions, capabilities.
      return reply(line, channel, 0x06, Buffer.concat([data, given, Buffer.from([2, 1, 0, 0, 0])]));
    }
    if (!channels.has(channel)) return reply(line, channel, 0x3f, Buffer.from([0x0b]));
    if (command !== 0x41) return reply(line, channel, 0x3f, Buffer.from([0x01]));
    const isLast = data[0] === 0x00;
    const isMeant = fault.instruction === null || (isLast && fault.instruction === data[1]);
    const meets = isMeant ? fault.fault : 'none';
    if (meets !== 'none') fault = { fault: 'none', instruction: null };
    if (meets === 'busy') return reply(line, channel, 0x3f, Buffer.from([0x06]));
    const answer = Buffer.from(card.transmit(data));
    if (meets === 'silent') return;
    if (meets === 'unplug') return device.unplug();
    if (meets === 'endless-keep-alive') return keepBusy(line, channel, Number.POSITIVE_INFINITY);
    if (meets === 'wrong-bits') answer[answer.length - 12] = (answer.at(-12) ?? 0) ^ 4;
    if (device.delay > 0) await keepBusy(line, channel, device.delay);
    if (meets === 'other-command') return reply(line, channel, 0x42, answer);
    reply(line, channel, 0x41, answer, meets === 'lost-piece');
  };

  const keepBusy = async (line: FakeLine, channel: string, milliseconds: number): Promise<void> => {
    for (let spent = 0; spent < milliseconds && lines.has(line); spent += 20) {
      reply(line, channel, 0x3b, Buffer.from([1]));
      await wait(Math.min(20, milliseconds - spent));
    }
  };

  const reply = (line: FakeLine, channel: string, command: number, data: Buffer, loses = false): void => {
    const head = Buffer.from([0x80 | command, data.length >> 8, data.length & 0xff]);
    const stream = [Buffer.concat([head, data.subarray(0, 57)])];
    for (let offset = 57, next = 0; offset < data.length; offset += 59, next += 1)
      stream.push(Buffer.concat([Buffer.from([next]), data.subarray(offset, offset + 59)]));
    if (loses) stream.splice(Math.min(1, stream.length - 1), 1);
    for (const piece of stream) {
      if (device.junk) line.give(Buffer.concat([Buffer.from('0badcafe', 'hex'), randomBytes(60)]));
      line.give(Buffer.concat([Buffer.from(channel, 'hex'), piece], REPORT));
    }
  };

  return device;
}

export type FakeLine = EventEmitter & {
  write(values: number[]): Promise<number>;
  close(): Promise<void>;
  give(report: Buffer): void;
  break(): void;
};

function createLine(take: (values: Buffer) => void, closed: () => void): FakeLine {
  const emitter = new EventEmitter();
  let open = true;
  return Object.assign(emitter, {
    async write(values: number[]) {
      if (!open) throw new Error('Cannot write to closed device');
      take(Buffer.from(values));
      return values.length;
    },
    async close() {
      open = false;
      closed();
      emitter.removeAllListeners();
    },
    give(report: Buffer) {
      setImmediate(() => {
        if (open) emitter.emit('data', report);
      });
    },
    break() {
      if (!open) return;
      open = false;
      setImmediate(() => emitter.emit('error', new Error('could not read from HID device')));
    },
  });
}

/** node-hid as it is seen by the driver, with these cards (and a mouse) plugged in. */
export function createFakeNodeHid(cards: readonly ReturnType<typeof createHidCard>[]) {
  const opened: string[] = [];
  return {
    opened,
    async devicesAsync() {
      return [
        {
          vendorId: 0x046d,
          productId: 0xc077,
          path: '/simulated/mouse',
          product: 'Chuột',
          usagePage: 1,
          usage: 2,
        },
        ...cards
          .filter((card) => card.isPlugged())
          .map(({ options }) => ({
            vendorId: 0x1209,
            productId: 0x0001,
            path: options.path,
            serialNumber: options.serialNumber,
            manufacturer: 'Trạm Một Cửa',
            product: options.product,
            usagePage: 0xff4d,
            usage: 0x43,
          })),
      ];
    },
    HIDAsync: {
      async open(path: string): Promise<FakeLine> {
        opened.push(path);
        const card = cards.find(({ options }) => options.path === path);
        if (card === undefined) throw new Error(`cannot open device with path ${path}`);
        return card.open();
      },
    },
  };
}
