import { describe, expect, it } from 'vitest';
import { readTimes } from './times.ts';

describe('times of day', () => {
  it.each([
    ['11:45, 17:05', ['11:45', '17:05']],
    ['17h05; 8:00', ['08:00', '17:05']],
    ['7 16h 7:00', ['07:00', '16:00']],
    ['', []],
    [' , ', []],
  ])('%j are %j', (text, times) => {
    expect(readTimes(text)).toEqual(times);
  });

  it.each(['24:00', '11:60', 'trưa', '11:4', '11:45pm', '1145'])('%j is none', (text) => {
    expect(readTimes(text)).toBeNull();
  });
});
