import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readWav, type Sound } from './pcm.ts';

/** espeak-ng's Vietnamese (northern); words a minute; amplitude below which its loudest vowels are not cut. */
const VOICE = ['-v', 'vi', '-s', '145', '-a', '70'] as const;

/** What the voice made of a text: the sound, and the sounds it says it is made of. */
export type Spoken = { sound: Sound; phonemes: string };

/** First line of what the program says of itself; throws where it is not installed. */
export function voiceVersion(): string {
  const told = execFileSync('espeak-ng', ['--version'], { encoding: 'utf8' });
  return /eSpeak NG text-to-speech: (\S+)/.exec(told)?.[1] ?? told.trim();
}

/** Speaks a text. Sound and phonemes come out of the same run: what is checked is what is shipped. */
export function speak(text: string): Spoken {
  const folder = mkdtempSync(path.join(tmpdir(), 'tram-sounds-'));
  try {
    const wav = path.join(folder, 'a.wav');
    const phonemes = path.join(folder, 'a.txt');
    execFileSync('espeak-ng', [...VOICE, '--ipa', `--phonout=${phonemes}`, '-w', wav, text]);
    return { sound: readWav(readFileSync(wav)), phonemes: readFileSync(phonemes, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The command line, for the manifest. */
export const VOICE_COMMAND = `espeak-ng ${VOICE.join(' ')}`;
