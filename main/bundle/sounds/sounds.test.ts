import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIP_NAMES, LETTER_CLIPS } from '#shared/speech/index.ts';
import { makeChime } from './chime.ts';
import { level, loudness, readWav, SAMPLE_RATE, trim, writeWav } from './pcm.ts';
import { takeApart, writtenTones } from './phonemes.ts';
import { pitches, pitchOf } from './pitch.oracle.ts';
import { mismatched, misreading, type SoundWords } from './words.ts';

const folder = path.resolve(import.meta.dirname, '../../../resources/sounds');
const { words }: SoundWords = JSON.parse(readFileSync(path.join(folder, 'words.json'), 'utf8'));
type Entry = { file: string; says: string | null; milliseconds: number; loudnessDb: number; sha256: string };
const manifest: { files: Entry[] } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));

describe('the shipped sounds', () => {
  it('are one file for each clip, and nothing else', () => {
    const files = CLIP_NAMES.map((clip) => `${clip}.wav`).sort();
    expect(manifest.files.map(({ file }) => file).sort()).toEqual(files);
    expect(
      readdirSync(folder)
        .filter((name) => !/\.(json|md)$/.test(name))
        .sort(),
    ).toEqual(files);
  });

  it.each(manifest.files)(
    '$file is what the manifest says, loud enough and of a plausible length',
    (entry) => {
      const bytes = readFileSync(path.join(folder, entry.file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.sha256);
      const sound = readWav(bytes);
      expect(Math.round((1000 * sound.length) / SAMPLE_RATE)).toBe(entry.milliseconds);
      const syllables = entry.says === null ? 4 : writtenTones(entry.says).length;
      expect(entry.milliseconds).toBeGreaterThan(180 * Math.min(syllables, 2));
      expect(entry.milliseconds).toBeLessThan(300 + 320 * syllables);
      const decibels = 20 * Math.log10(loudness(sound));
      expect(Math.abs(decibels - (entry.says === null ? -20 : -18))).toBeLessThan(0.6);
      expect(sound.every((sample) => Math.abs(sample) < 0.98)).toBe(true);
      // No click at either edge, and no silence kept that would drag the call.
      expect(Math.abs(sound[0] ?? 1) + Math.abs(sound.at(-1) ?? 1)).toBeLessThan(0.01);
      expect(trim(sound).length / sound.length).toBeGreaterThan(0.8);
    },
  );

  it('are together under one and a half megabytes, and no two are the same', () => {
    const sizes = manifest.files.map(({ file }) => readFileSync(path.join(folder, file)).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
    expect(new Set(manifest.files.map(({ sha256 }) => sha256)).size).toBe(manifest.files.length);
  });

  it('say what the table of words says', () => {
    expect(mismatched(words)).toEqual([]);
    for (const { file, says } of manifest.files)
      expect(words.find(({ clip }) => `${clip}.wav` === file)?.word ?? null).toBe(says);
  });
});

describe('the tones that can be heard in the shipped sounds', () => {
  const heard = words
    .filter((row) => row.tones.length === 1)
    .map((row) => ({
      ...row,
      found: pitches(readWav(readFileSync(path.join(folder, `${row.clip}.wav`)))),
    }))
    // Too short or too hoarse for a pitch to be told: the phonemes alone vouch for these.
    .filter(({ found }) => found.length >= 7);

  it('are told of nearly all words of one syllable, of four tones', () => {
    expect(heard.length).toBeGreaterThanOrEqual(28);
    expect([...new Set(heard.map(({ tones }) => tones[0]))].sort()).toEqual([
      'huyền',
      'ngang',
      'nặng',
      'sắc',
    ]);
  });

  it.each(heard)('$clip ("$word"): $tones', ({ tones, found }) => {
    const [start, middle, end] = [pitchOf(found, 0.1, 0.4), pitchOf(found, 0.4, 0.7), pitchOf(found, 0.8, 1)];
    if (tones[0] === 'ngang') expect(Math.abs(end - middle)).toBeLessThan(4);
    if (tones[0] === 'sắc') expect(end).toBeGreaterThan(start + 8);
    if (tones[0] === 'huyền') expect(end).toBeLessThan(middle - 4);
    if (tones[0] === 'nặng') expect(end).toBeLessThan(middle - 4);
    if (tones[0] === 'huyền') expect(middle).toBeLessThan(110);
  });
});

describe('the table of words', () => {
  it.each(words)('$clip: the tones that must be heard are those of the spelling "$word"', (row) => {
    expect(row.tones).toEqual(writtenTones(row.word));
    expect(row.ipa).toBe(row.ipa.normalize('NFC').trim());
  });

  it('gives every word, and above all every letter, a sound of its own', () => {
    const sounds = words.map((row) => `${row.ipa} ${row.tones.join()}`);
    expect(new Set(sounds).size).toBe(words.length);
    expect(words.filter((row) => (LETTER_CLIPS as readonly string[]).includes(row.clip))).toHaveLength(26);
  });

  it('contains no digit for the voice to misread', () => {
    for (const row of words) expect(row.word).not.toMatch(/\d/);
  });
});

describe('the check of what the voice says', () => {
  const row = words.find(({ clip }) => clip === 'lam');
  if (row === undefined) throw new Error('no row');

  it('takes the sounds apart from stress and tone', () => {
    expect(takeApart('ɗˌeɜn kwˈəɪ2 sˈoɜ\n')).toEqual({ ipa: 'ɗen kwəɪ so', tones: ['sắc', 'huyền', 'sắc'] });
    expect(misreading(row, 'lˈa7m')).toBeNull();
  });

  it('names the sound that is misread, in its sounds or in its tone', () => {
    expect(misreading(row, 'nˈa7m')).toMatch(/^lam \("lăm"\): heard nam/);
    expect(misreading(row, 'lˈa2m')).toMatch(/huyền/);
    expect(misreading(row, '')).not.toBeNull();
  });

  it('notices a clip without a word and a word without a clip', () => {
    expect(mismatched(words.slice(1))).toEqual([words[0]?.clip]);
    expect(mismatched([...words, row])).toEqual(['lam']);
  });
});

describe('samples', () => {
  it('survive writing and reading; what is not our format is refused', () => {
    const chime = level(trim(makeChime()), 0.1);
    const again = readWav(writeWav(chime));
    expect(again.length).toBe(chime.length);
    expect(Math.max(...again.map((sample, i) => Math.abs(sample - (chime[i] ?? 0))))).toBeLessThan(1e-4);
    const stereo = writeWav(chime);
    stereo[22] = 2;
    expect(() => readWav(stereo)).toThrow(/mono/);
    expect(() => readWav(new Uint8Array(60))).toThrow(/RIFF/);
  });

  it('come out equally loud, without silence at the edges', () => {
    const tone = (loud: number) =>
      Float64Array.from({ length: SAMPLE_RATE }, (_, i) =>
        i > 8000 && i < 14_000 ? loud * Math.sin(i / 10) : 0,
      );
    const [soft, hard] = [tone(0.01), tone(0.9)].map((sound) => level(trim(sound), 0.1));
    expect(loudness(soft ?? tone(0))).toBeCloseTo(loudness(hard ?? tone(0)), 3);
    expect(soft?.length).toBeLessThan(7500);
    expect(trim(new Float64Array(4000)).length).toBe(0);
  });
});
