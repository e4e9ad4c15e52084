import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RECORDING_BYTES } from '#shared/speech/index.ts';
import { findRecording, listRecordings, RECORDINGS_FOLDER } from './index.ts';

let data = '';
const put = (file: string, bytes: string | Uint8Array): void =>
  writeFileSync(path.join(data, RECORDINGS_FOLDER, file), bytes);

beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'tram-mot-cua-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

it('without the folder there are none', async () => {
  expect(await listRecordings(data)).toEqual({ recordings: [], refused: [] });
  expect(await findRecording(data, 'khong')).toBeUndefined();
});

it('files of the right names take the place of sounds one by one, in any of the four kinds', async () => {
  mkdirSync(path.join(data, RECORDINGS_FOLDER));
  put('Khong.WAV', 'RIFF----WAVEfmt ');
  put('chu-a.ogg', 'OggS...');
  put('moi-so.mp3', 'ID3...');
  put('hai.m4a', '\0\0\0 ftypM4A ');
  const { recordings, refused } = await listRecordings(data);
  expect(refused).toEqual([]);
  expect(recordings.map(({ clip, type }) => `${clip} ${type}`)).toEqual([
    'moi-so audio/mpeg',
    'khong audio/wav',
    'hai audio/mp4',
    'chu-a audio/ogg',
  ]);
  expect(Buffer.from((await findRecording(data, 'khong'))?.bytes ?? []).toString()).toBe('RIFF----WAVEfmt ');
});

it('a changed file has another version', async () => {
  mkdirSync(path.join(data, RECORDINGS_FOLDER));
  put('khong.ogg', 'OggS one');
  const [before] = (await listRecordings(data)).recordings;
  put('khong.ogg', 'OggS two');
  utimesSync(path.join(data, RECORDINGS_FOLDER, 'khong.ogg'), 1, 1);
  expect((await listRecordings(data)).recordings[0]?.version).not.toBe(before?.version);
});

it('what cannot be used is named with its reason and not sent', async () => {
  mkdirSync(path.join(data, RECORDINGS_FOLDER));
  put('bai-hat.mp3', 'ID3');
  put('ba.ogg', 'OggS');
  put('ba.wav', 'RIFF----WAVE');
  put('hai.wav', '%PDF-1.7');
  put('mot.wav', '');
  put('nam.ogg', new Uint8Array(RECORDING_BYTES + 1).fill(79));
  writeFileSync(path.join(data, 'secret'), 'OggS secret');
  symlinkSync(path.join(data, 'secret'), path.join(data, RECORDINGS_FOLDER, 'bon.ogg'));
  const { recordings, refused } = await listRecordings(data);
  expect(recordings.map(({ clip, type }) => `${clip} ${type}`)).toEqual(['ba audio/ogg']);
  expect(refused).toEqual([
    { file: 'ba.wav', reason: 'double' },
    { file: 'bai-hat.mp3', reason: 'name' },
    { file: 'hai.wav', reason: 'kind' },
    { file: 'mot.wav', reason: 'size' },
    { file: 'nam.ogg', reason: 'size' },
  ]);
  for (const clip of ['bon', 'hai', 'mot', 'nam'] as const)
    expect(await findRecording(data, clip)).toBeUndefined();
});
