/** The six tones of Vietnamese. */
export type Tone = 'ngang' | 'huyền' | 'sắc' | 'hỏi' | 'ngã' | 'nặng';

/** How espeak-ng marks them after the vowel: 1 and 7 are the level tone, within and at the end of a phrase. */
const TONE_MARKS: Readonly<Record<string, Tone>> = {
  '1': 'ngang',
  '7': 'ngang',
  '2': 'huyền',
  ɜ: 'sắc',
  '3': 'sắc',
  '4': 'hỏi',
  '5': 'ngã',
  '6': 'nặng',
};

/** espeak-ng's IPA taken apart: sounds without stress and tone, and the tone of each syllable in order. */
export function takeApart(phonemes: string): { ipa: string; tones: Tone[] } {
  const tones: Tone[] = [];
  let ipa = '';
  for (const letter of phonemes.replaceAll(/[ˈˌ]/g, '')) {
    const tone = TONE_MARKS[letter];
    if (tone === undefined) ipa += letter;
    else tones.push(tone);
  }
  return { ipa: ipa.replaceAll(/\s+/g, ' ').trim(), tones };
}

/** Marks of the tones over and under Vietnamese letters, as Unicode takes them apart. */
const WRITTEN_TONES: Readonly<Record<string, Tone>> = {
  '\u0300': 'huyền',
  '\u0301': 'sắc',
  '\u0309': 'hỏi',
  '\u0303': 'ngã',
  '\u0323': 'nặng',
};

/** The tone of each written syllable ("đến quầy số" → sắc, huyền, sắc): what the spelling itself demands. */
export function writtenTones(word: string): Tone[] {
  return word.split(/[\s-]+/).map((syllable) => {
    const marks = [...syllable.normalize('NFD')].flatMap((letter) => WRITTEN_TONES[letter] ?? []);
    return marks[0] ?? 'ngang';
  });
}
