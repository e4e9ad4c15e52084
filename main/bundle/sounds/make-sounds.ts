import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeChime } from './chime.ts';
import { level, loudness, SAMPLE_RATE, type Sound, trim, writeWav } from './pcm.ts';
import { speak, VOICE_COMMAND, voiceVersion } from './voice.ts';
import { mismatched, misreading, type SoundWords } from './words.ts';

/**
 * `npm run sounds`: speaks every word of `resources/sounds/words.json`, refuses each that does not sound as the table
 * says, and writes the clips and their manifest. With `--check` nothing is written: it fails by name where the shipped
 * files differ from what would be made.
 */
const folder = path.resolve(import.meta.dirname, '../../../resources/sounds');
const check = process.argv.includes('--check');

/** Root mean square of what is heard: −18 dB for words, the chime a little below them. */
const WORD_LEVEL = 0.126;
const CHIME_LEVEL = 0.1;

const { words }: SoundWords = JSON.parse(readFileSync(path.join(folder, 'words.json'), 'utf8'));
const wrong = mismatched(words).map((clip) => `${clip}: clips and words do not match`);

const made: { clip: string; sound: Sound; says: string | null }[] = [
  { clip: 'chuong', sound: level(trim(makeChime()), CHIME_LEVEL), says: null },
];
for (const row of words) {
  const spoken = speak(row.say ?? row.word);
  const trouble = misreading(row, spoken.phonemes);
  if (trouble !== null) wrong.push(trouble);
  else made.push({ clip: row.clip, sound: level(trim(spoken.sound), WORD_LEVEL), says: row.word });
}

const entries = made.map(({ clip, sound, says }) => {
  const bytes = writeWav(sound);
  return {
    bytes,
    entry: {
      file: `${clip}.wav`,
      says,
      milliseconds: Math.round((1000 * sound.length) / SAMPLE_RATE),
      loudnessDb: Math.round(200 * Math.log10(loudness(sound))) / 10,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  };
});
const manifest = {
  source: `Words: spoken by espeak-ng ${voiceVersion()} (${VOICE_COMMAND}), a program of its own; chime: sines, main/bundle/sounds/chime.ts`,
  licence:
    'espeak-ng is GPL-3.0-or-later and is neither linked nor shipped; these files are its output. Word list, chime and cutting: Apache-2.0, as the rest of this project.',
  format: { container: 'WAV', bits: 16, channels: 1, hertz: SAMPLE_RATE },
  files: entries.map(({ entry }) => entry),
};
const manifestText = `${JSON.stringify(manifest, null, 2)}\n`;
const outputs = [
  ...entries.map(({ entry, bytes }) => ({ file: entry.file, bytes: Buffer.from(bytes) })),
  { file: 'manifest.json', bytes: Buffer.from(manifestText) },
];

if (check) {
  for (const { file, bytes } of outputs) {
    if (!readShipped(file).equals(bytes)) wrong.push(`${file}: is not what npm run sounds makes here`);
  }
}
if (wrong.length > 0) {
  process.stderr.write(`${wrong.join('\n')}\n`);
  process.exitCode = 1;
} else if (!check) {
  for (const { file, bytes } of outputs) writeFileSync(path.join(folder, file), bytes);
}
const total = outputs.reduce((sum, { bytes }) => sum + bytes.length, 0);
process.stderr.write(`${entries.length} sounds, ${Math.round(total / 1024)} KiB, ${wrong.length} wrong.\n`);

function readShipped(file: string): Buffer {
  try {
    return readFileSync(path.join(folder, file));
  } catch {
    return Buffer.alloc(0);
  }
}
