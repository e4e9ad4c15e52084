import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellByReplacing } from '../text/number-words.oracle.ts';
import {
  beginsAs,
  CLIP_NAMES,
  type ClipName,
  findCallClips,
  findRecordingOf,
  isClipName,
  LETTER_CLIPS,
  pauseBefore,
} from './index.ts';

type Row = { clip: ClipName; word: string };
const { words }: { words: Row[] } = JSON.parse(
  readFileSync(new URL('../../resources/sounds/words.json', import.meta.url), 'utf8'),
);
/** What a clip says, by the table that the sounds were made from. */
const saidBy = (clip: ClipName): string => words.find((row) => row.clip === clip)?.word ?? '';

const ticket = fc
  .tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 999 }))
  .map(([letter, number]) => `${String.fromCharCode(65 + letter)}${String(number).padStart(3, '0')}`);
const counter = fc.integer({ min: 1, max: 99 });

describe('a call as sounds', () => {
  it('says the ticket digit by digit and the counter in words', () => {
    expect(findCallClips({ number: 'A005', counter: 2 })).toEqual([
      'chuong',
      'moi-so',
      'chu-a',
      'khong',
      'khong',
      'nam',
      'den-quay-so',
      'hai',
    ]);
    expect(findCallClips({ number: 'Z115', counter: 55 })?.slice(2)).toEqual([
      'chu-z',
      'mot',
      'mot',
      'nam',
      'den-quay-so',
      'nam',
      'muoi-chuc',
      'lam',
    ]);
  });

  it.each([
    [1, 'một'],
    [4, 'bốn'],
    [5, 'năm'],
    [10, 'mười'],
    [11, 'mười một'],
    [14, 'mười bốn'],
    [15, 'mười lăm'],
    [20, 'hai mươi'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi bốn'],
    [25, 'hai mươi lăm'],
    [51, 'năm mươi mốt'],
    [99, 'chín mươi chín'],
  ])('counter %i is "%s"', (number, text) => {
    const clips = findCallClips({ number: 'A001', counter: number }) ?? [];
    expect(
      clips
        .slice(clips.indexOf('den-quay-so') + 1)
        .map(saidBy)
        .join(' '),
    ).toBe(text);
  });

  it('sounds exactly as the sentence reads, for every ticket and counter', () => {
    const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
    fc.assert(
      fc.property(ticket, counter, (number, place) => {
        const clips = findCallClips({ number, counter: place }) ?? [];
        const heard = clips
          .slice(1)
          .map((clip) => ((LETTER_CLIPS as readonly ClipName[]).includes(clip) ? number[0] : saidBy(clip)));
        const ticketWords = [...number.slice(1)].map((digit) => digits[Number(digit)]).join(' ');
        // Written by a second way to the same words, which shares nothing with the product.
        const sentence = `mời số ${number[0]} ${ticketWords} đến quầy số ${spellByReplacing(String(place))}`;
        expect(heard.join(' ')).toBe(sentence);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it('is never the same for two counters or two letters', () => {
    const all = Array.from({ length: 99 }, (_, i) =>
      findCallClips({ number: 'A001', counter: i + 1 })?.join(),
    );
    expect(new Set(all).size).toBe(99);
    const letters = Array.from({ length: 26 }, (_, i) =>
      findCallClips({ number: `${String.fromCharCode(65 + i)}001`, counter: 1 })?.join(),
    );
    expect(new Set(letters).size).toBe(26);
  });

  it.each([
    { number: 'A05', counter: 1 },
    { number: 'a005', counter: 1 },
    { number: 'Đ005', counter: 1 },
    { number: '0005', counter: 1 },
    { number: 'A0055', counter: 1 },
    { number: '', counter: 1 },
    { number: 'A005', counter: 0 },
    { number: 'A005', counter: 100 },
    { number: 'A005', counter: 1.5 },
  ])('does not speak $number at $counter', (call) => {
    expect(findCallClips(call)).toBeUndefined();
  });

  it('breathes before the counter more than between digits', () => {
    expect(pauseBefore('den-quay-so')).toBeGreaterThan(pauseBefore('nam'));
  });
});

describe('recordings of an office', () => {
  it('are known by the names of the clips and four endings', () => {
    expect(findRecordingOf('A.wav')).toBeUndefined();
    expect(findRecordingOf('Chu-A.WAV')).toEqual({ clip: 'chu-a', type: 'audio/wav' });
    expect(findRecordingOf('khong.m4a')).toEqual({ clip: 'khong', type: 'audio/mp4' });
    for (const file of ['khong', 'khong.exe', 'khong.wav.exe', '../khong.wav', 'chu-a.toString', '.wav'])
      expect(findRecordingOf(file)).toBeUndefined();
    for (const clip of CLIP_NAMES)
      expect(isClipName(clip) && findRecordingOf(`${clip}.ogg`)?.clip).toBe(clip);
  });

  it('are what their first bytes say', () => {
    const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(beginsAs('audio/wav', bytes('RIFF....WAVEfmt '))).toBe(true);
    expect(beginsAs('audio/wav', bytes('RIFF....AVI LIST'))).toBe(false);
    expect(beginsAs('audio/ogg', bytes('OggS'))).toBe(true);
    expect(beginsAs('audio/mp4', bytes('\0\0\0 ftypM4A '))).toBe(true);
    expect(beginsAs('audio/mpeg', bytes('ID3'))).toBe(true);
    expect(beginsAs('audio/mpeg', Uint8Array.of(0xff, 0xfb))).toBe(true);
    expect(beginsAs('audio/mpeg', bytes('%PDF'))).toBe(false);
    expect(beginsAs('audio/wav', new Uint8Array(0))).toBe(false);
  });
});
