import { describe, expect, test } from 'vitest';
import { findTypedCharacter, type TypedKey } from './typed-character.ts';

const key = (part: Partial<TypedKey>): TypedKey => ({
  key: '',
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...part,
});

describe('the character of a key', () => {
  test('is what the browser says, on any layout', () => {
    expect(findTypedCharacter(key({ key: 'đ', code: 'Digit0' }))).toBe('đ');
    expect(findTypedCharacter(key({ key: '|', code: 'Backslash', shiftKey: true }))).toBe('|');
  });

  test('is read from the place of the key while an input method composes', () => {
    const composing = { key: 'Process', isComposing: true };
    expect(findTypedCharacter(key({ ...composing, code: 'KeyW' }))).toBe('w');
    expect(findTypedCharacter(key({ ...composing, code: 'KeyW', shiftKey: true }))).toBe('W');
    expect(findTypedCharacter(key({ ...composing, code: 'Digit0' }))).toBe('0');
    expect(findTypedCharacter(key({ ...composing, code: 'Numpad7' }))).toBe('7');
    expect(findTypedCharacter(key({ ...composing, code: 'Backslash', shiftKey: true }))).toBe('|');
    expect(findTypedCharacter(key({ ...composing, code: 'Space' }))).toBe(' ');
  });

  test('is none for keys that act, move or belong to a shortcut', () => {
    for (const name of ['Backspace', 'ArrowUp', 'F2', 'Dead'])
      expect(findTypedCharacter(key({ key: name }))).toBeUndefined();
    expect(findTypedCharacter(key({ key: 'v', code: 'KeyV', ctrlKey: true }))).toBeUndefined();
  });
});
