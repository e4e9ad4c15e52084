import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import {
  BROADCAST,
  createAssembler,
  FRAME,
  findGivenChannel,
  givenChannel,
  MOST_MESSAGE,
  splitMessage,
} from './frames.ts';

const seed = 20261122;
const channels = fc.integer({ min: 1, max: 0xfffffffe });
const data = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(57, 58, 116, 117, 7608, MOST_MESSAGE).map((length) => new Uint8Array(length).fill(7)),
);

describe('frames', () => {
  it('bring every message over in reports of 64 bytes (property)', () => {
    fc.assert(
      fc.property(channels, fc.integer({ min: 1, max: 0x7f }), data, (channel, command, message) => {
        const reports = splitMessage({ channel, command, data: message });
        const assembler = createAssembler(channel);
        const states = reports.map((report) => {
          expect(report.length).toBe(64);
          return assembler.take(report);
        });
        expect(states.slice(0, -1).every(({ state }) => state === 'partial')).toBe(true);
        const last = states.at(-1);
        if (last?.state !== 'whole') throw new Error(`ended ${last?.state}`);
        expect([last.message.channel, last.message.command, toHex(last.message.data)]).toEqual([
          channel,
          command,
          toHex(message),
        ]);
      }),
      { seed },
    );
    expect(() => splitMessage({ channel: 1, command: 1, data: new Uint8Array(MOST_MESSAGE + 1) })).toThrow(
      RangeError,
    );
  });

  it('of others, between ours, change nothing (property)', () => {
    fc.assert(
      fc.property(data, fc.uint8Array({ minLength: 64, maxLength: 64 }), (message, junk) => {
        const channel = 0x01020304;
        junk[0] = 0x99;
        const assembler = createAssembler(channel);
        const outcomes = splitMessage({ channel, command: 0x41, data: message }).flatMap((report) => [
          assembler.take(junk),
          assembler.take(report),
        ]);
        expect(outcomes.filter((_, index) => index % 2 === 0).every(({ state }) => state === 'ignored')).toBe(
          true,
        );
        expect(outcomes.at(-1)?.state).toBe('whole');
      }),
      { seed },
    );
  });

  it('that are lost, doubled or turned round are noticed, and the next message is whole again (property)', () => {
    const channel = 5;
    fc.assert(
      fc.property(fc.integer({ min: 120, max: 2000 }), fc.nat(), fc.boolean(), (length, place, doubles) => {
        const message = Uint8Array.from({ length }, (_, index) => index % 251);
        const reports = splitMessage({ channel, command: 0x41, data: message });
        const at = 1 + (place % (reports.length - 2));
        const broken = doubles
          ? [...reports.slice(0, at + 1), ...reports.slice(at)]
          : reports.filter((_, index) => index !== at);
        const assembler = createAssembler(channel);
        const states = broken.map((report) => assembler.take(report).state);
        expect(states).toContain('garbled');
        expect(states).not.toContain('whole');
        expect(reports.map((report) => assembler.take(report)).at(-1)?.state).toBe('whole');
      }),
      { seed },
    );
  });

  it('of any bytes never throw (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 20 }), (reports) => {
        const assembler = createAssembler(0);
        for (const report of reports) assembler.take(report);
      }),
      { seed },
    );
  });

  it('give a channel to whom asked, and to nobody else', () => {
    const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect(findGivenChannel(givenChannel(nonce, 0xa1b2c3d4), nonce)).toBe(0xa1b2c3d4);
    expect(findGivenChannel(givenChannel(nonce.toReversed(), 7), nonce)).toBeUndefined();
    expect(findGivenChannel(givenChannel(nonce, BROADCAST), nonce)).toBeUndefined();
    expect(findGivenChannel(nonce, nonce)).toBeUndefined();
    const [report] = splitMessage({ channel: BROADCAST, command: FRAME.init, data: nonce });
    expect(toHex(report ?? new Uint8Array()).startsWith('ffffffff8600080102030405060708')).toBe(true);
  });
});
