/** The part of a keydown that tells what was typed. */
export type TypedKey = {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
};

const SHIFTED_DIGITS = ')!@#$%^&*(';
const MARKS: Record<string, string> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Backquote: '`~',
};

/** The character that a key carries on the US layout, which is what scanners send. */
function characterOfCode(code: string, shift: boolean): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift && code.startsWith('Digit') ? SHIFTED_DIGITS[Number(digit)] : digit;
  return MARKS[code]?.[shift ? 1 : 0];
}

/**
 * The character of a keydown, undefined where it is none. While an input method composes, the browser says only
 * "Process"; the key's place tells then what the scanner sent, before the method rewrites it.
 */
export function findTypedCharacter(event: TypedKey): string | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  if (event.isComposing || event.key === 'Process' || event.key === 'Unidentified')
    return characterOfCode(event.code, event.shiftKey);
  return [...event.key].length === 1 ? event.key : undefined;
}

const MODIFIERS = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Fn',
]);

/** Keys that type nothing themselves and so neither end nor continue a burst. */
export function isModifier(key: string): boolean {
  return MODIFIERS.has(key);
}
