import { type ClipName, isClipName } from './clips.ts';

/** How a recording is kept, by the end of its name. */
export const RECORDING_TYPES = {
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
} as const;
export type RecordingType = (typeof RECORDING_TYPES)[keyof typeof RECORDING_TYPES];

/** Bytes of one recording: ten seconds of plain 16-bit sound at 22 kHz. Longer is no word of a call. */
export const RECORDING_BYTES = 450_000;

/**
 * What a file of the folder of recordings is for; undefined where its name is none of ours (`a-test.wav`, `README`).
 * Capitals in the name make no difference: Windows keeps them as they were typed.
 */
export function findRecordingOf(file: string): { clip: ClipName; type: RecordingType } | undefined {
  const [, name = '', ending = ''] = /^([^.]+)\.([^.]+)$/.exec(file.toLowerCase()) ?? [];
  if (!isClipName(name) || !Object.hasOwn(RECORDING_TYPES, ending)) return undefined;
  return { clip: name, type: RECORDING_TYPES[ending as keyof typeof RECORDING_TYPES] };
}

/** Whether the first bytes are of that kind of sound: a renamed document is never sent to a board. */
export function beginsAs(type: RecordingType, bytes: Uint8Array): boolean {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  switch (type) {
    case 'audio/wav':
      return text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE';
    case 'audio/ogg':
      return text(0, 4) === 'OggS';
    case 'audio/mp4':
      return text(4, 8) === 'ftyp';
    case 'audio/mpeg':
      return text(0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0);
  }
}
