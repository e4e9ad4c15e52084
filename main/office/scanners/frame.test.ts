import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanFramer, MOST_SCAN_BYTES, type ScanEnd, SILENCE_MS } from './frame.ts';

const SEED = 20_261_122;
const CARD =
  '017195004821|113456789|Đinh Thị Hồng Nhung|24111995|Nữ|Thôn Đồng Bưng, Xã Lương Sơn, Phú Thọ|02052021';
const utf8 = (text: string) => new TextEncoder().encode(text);

/** What ends or frames a scan. */
const LEFT_OUT = ['\r', '\n', '\u0002', '\u0003', '\ufeff'];

/** What a scanner may read: any text without line ends, frame bytes and half pairs, and not only blanks. */
const scanned = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter(
    (text) => text.isWellFormed() && !LEFT_OUT.some((mark) => text.includes(mark)) && text.trim() !== '',
  );

/** These bytes in pieces, cut after each of the places given. */
function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

describe('createScanFramer', () => {
  it.each(['\r', '\n', '\r\n', '\n\r'])('gives what ends with %j, however it is cut', (suffix) => {
    fc.assert(
      fc.property(
        fc.array(scanned, { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (texts, cuts) => {
          const framer = createScanFramer('line');
          const all = pieces(utf8(texts.map((text) => text + suffix).join('')), cuts);
          expect(all.flatMap((piece) => framer.push(piece))).toEqual(texts);
          expect(framer.silenceMs).toBeNull();
        },
      ),
      { seed: SEED },
    );
  });

  it('without a line end the silence behind it is the end', () => {
    fc.assert(
      fc.property(
        fc.array(scanned, { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (texts, cuts) => {
          const framer = createScanFramer('none');
          const heard = texts.flatMap((text) => {
            const early = pieces(utf8(text), cuts).flatMap((piece) => framer.push(piece));
            expect(framer.silenceMs).toBe(SILENCE_MS.none);
            return [...early, ...framer.silence()];
          });
          expect(heard).toEqual(texts);
        },
      ),
      { seed: SEED },
    );
  });

  it('a letter cut in the middle is whole; a card keeps its marks', () => {
    const framer = createScanFramer('unknown');
    const bytes = utf8(`\u0002${CARD}\u0003\r\n`);
    expect([...bytes].flatMap((byte) => framer.push(Uint8Array.of(byte)))).toEqual([CARD]);
  });

  it('learns that this gun ends its lines, and then waits longer for a slow one', () => {
    const framer = createScanFramer('unknown');
    framer.push(utf8('H28'));
    expect(framer.silenceMs).toBe(SILENCE_MS.unknown);
    framer.push(utf8('.41\r'));
    framer.push(utf8('H28'));
    expect(framer.silenceMs).toBe(SILENCE_MS.line);
    expect(framer.silence()).toEqual(['H28']);
  });

  it.each<ScanEnd>(['line', 'none', 'unknown'])(
    '%s: line ends alone, blanks and what never ends are no scans',
    (end) => {
      const framer = createScanFramer(end);
      expect(framer.push(utf8('\r\n\r\n  \r\n'))).toEqual([]);
      const endless = new Uint8Array(MOST_SCAN_BYTES + 1).fill(0x41);
      expect(framer.push(endless)).toEqual([]);
      expect(framer.push(utf8('\rA1\r'))).toEqual(['A1']);
      framer.push(endless);
      expect(framer.silence()).toEqual([]);
      expect(framer.silenceMs).toBeNull();
    },
  );

  it('bytes of another code page or a wrong baud rate are seen as unreadable, not thrown away', () => {
    const framer = createScanFramer('line');
    expect(framer.push(Uint8Array.of(0x4e, 0xd0, 0xea, 0x0d))).toEqual(['N\ufffd\ufffd']);
  });
});
