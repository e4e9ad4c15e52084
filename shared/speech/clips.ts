/** The ten digits as they are called out one by one, in order. */
export const DIGIT_CLIPS = ['khong', 'mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin'] as const;

/** Clips of the letters, A to Z. */
export const LETTER_CLIPS = [
  'chu-a',
  'chu-b',
  'chu-c',
  'chu-d',
  'chu-e',
  'chu-f',
  'chu-g',
  'chu-h',
  'chu-i',
  'chu-j',
  'chu-k',
  'chu-l',
  'chu-m',
  'chu-n',
  'chu-o',
  'chu-p',
  'chu-q',
  'chu-r',
  'chu-s',
  'chu-t',
  'chu-u',
  'chu-v',
  'chu-w',
  'chu-x',
  'chu-y',
  'chu-z',
] as const;

/** Words that only counters need: `muoi` mười (10–19), `muoi-chuc` mươi (20–99), `mot-sac` mốt, `lam` lăm. */
export const COUNTER_CLIPS = ['muoi', 'muoi-chuc', 'mot-sac', 'lam'] as const;

/** The two-tone chime, and what is said before the number and before the counter. */
export const PHRASE_CLIPS = ['chuong', 'moi-so', 'den-quay-so'] as const;

/**
 * Every sound that a call is made of. The same names are the file names of the shipped sounds and of an office's own
 * recordings; nothing else is ever looked for.
 */
export const CLIP_NAMES = [...PHRASE_CLIPS, ...DIGIT_CLIPS, ...COUNTER_CLIPS, ...LETTER_CLIPS] as const;
export type ClipName = (typeof CLIP_NAMES)[number];

/** Whether a text is the name of a clip. */
export function isClipName(name: string): name is ClipName {
  return (CLIP_NAMES as readonly string[]).includes(name);
}
