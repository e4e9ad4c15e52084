import { CLIP_NAMES, type ClipName } from '#shared/speech/index.ts';
import { type Tone, takeApart } from './phonemes.ts';

/** One row of `resources/sounds/words.json`. */
export type SoundWord = {
  clip: ClipName;
  /** How it is read, in words. */
  word: string;
  /** What the voice is given instead, where it misreads the word. */
  say?: string;
  /** What must be heard: IPA without stress and tone, and the tone of each syllable. */
  ipa: string;
  tones: Tone[];
  why?: string;
};

/** Every clip but the chime has a word. */
export type SoundWords = { words: SoundWord[] };

/** The sentence of what is wrong with a spoken word; null where it sounds as the table says. */
export function misreading(row: SoundWord, phonemes: string): string | null {
  const heard = takeApart(phonemes);
  if (heard.ipa === row.ipa.normalize('NFC') && heard.tones.join() === row.tones.join()) return null;
  return `${row.clip} ("${row.word}"): heard ${heard.ipa} [${heard.tones.join(', ')}], must be ${row.ipa} [${row.tones.join(', ')}]`;
}

/** Clips that have no word, and words that have no clip (none, or the table is wrong). */
export function mismatched(words: readonly SoundWord[]): string[] {
  const named = words.map((row) => row.clip);
  const needed: ClipName[] = CLIP_NAMES.filter((clip) => clip !== 'chuong');
  return [
    ...needed.filter((clip) => !named.includes(clip)),
    ...named.filter((clip, i) => !needed.includes(clip) || named.indexOf(clip) !== i),
  ];
}
