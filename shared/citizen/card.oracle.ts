/**
 * A second reader of the card's QR, for tests and the published proof only. It walks code point by code point, keeps
 * lists instead of patterns and asks the platform's calendar, and shares nothing with the product's reader.
 */
export type OracleCard = {
  number: string;
  oldNumber: string | null;
  name: string;
  birth: string | null;
  sex: 'male' | 'female' | null;
  address: string;
  issued: string | null;
};

const BLANKS = new Set([
  0x20, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);
const SEXES = new Map<string, 'male' | 'female'>();
for (const [word, sex] of [
  ['nam', 'male'],
  ['nữ', 'female'],
  ['nu', 'female'],
] as const) {
  const letters = [...word];
  for (let mask = 0; mask < 2 ** letters.length; mask++) {
    const spelled = letters.map((letter, place) =>
      (mask >> place) % 2 === 1 ? letter.toUpperCase() : letter,
    );
    SEXES.set(spelled.join(''), sex);
  }
}

function cleaned(raw: string): string {
  let text = '';
  for (const character of raw) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 9 || code === 10 || code === 13) text += ' ';
    else if (code < 32 || (code >= 127 && code <= 159) || code === 0xfeff) continue;
    else text += character;
  }
  return text.normalize('NFC');
}

function fieldsOf(text: string): string[] {
  const fields: string[] = [];
  let words: string[] = [];
  let word = '';
  const endWord = () => {
    if (word.length > 0) words.push(word);
    word = '';
  };
  for (const character of `${text}|`) {
    if (character === '|') {
      endWord();
      fields.push(words.join(' '));
      words = [];
    } else if (BLANKS.has(character.codePointAt(0) ?? 0)) endWord();
    else word += character;
  }
  return fields;
}

/** The value of 1–12 ASCII digits, or −1. */
function numberOf(text: string): number {
  let value = 0;
  for (const character of text) {
    const digit = '0123456789'.indexOf(character);
    if (digit < 0) return -1;
    value = value * 10 + digit;
  }
  return text.length === 0 ? -1 : value;
}

function realDay(ddMMyyyy: string): string | 'wrong' {
  const value = numberOf(ddMMyyyy);
  if (ddMMyyyy.length !== 8 || value < 0) return 'wrong';
  const [day, month, year] = [
    Math.floor(value / 1_000_000),
    Math.floor(value / 10_000) % 100,
    value % 10_000,
  ];
  if (year === 0) return 'wrong';
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : 'wrong';
}

function birthOf(text: string): string | null | 'wrong' {
  if (text === '') return null;
  if (numberOf(text) < 0 || (text.length !== 4 && text.length !== 8)) return 'wrong';
  const year = text.substring(text.length - 4);
  if (numberOf(year) < 1900 || numberOf(year) > 2099) return 'wrong';
  if (text.length === 4) return year;
  if (text.substring(0, 2) !== '00') return realDay(text);
  return numberOf(text.substring(2, 4)) > 12 ? 'wrong' : year;
}

/** The card, or null where it is refused. */
export function readCardSlowly(raw: string): OracleCard | null {
  const fields = fieldsOf(cleaned(raw));
  const [number, old, name, birthText, sexText, address, issuedText] = fields;
  if (number === undefined || old === undefined || name === undefined) return null;
  if (birthText === undefined || sexText === undefined || address === undefined) return null;
  if (number.length !== 12 || numberOf(number) < 0 || name.length === 0) return null;
  const birth = birthOf(birthText);
  if (birth === 'wrong') return null;
  const noIssue = issuedText === undefined || issuedText === '' || issuedText === '00000000';
  const issued = noIssue ? null : realDay(issuedText);
  if (issued === 'wrong') return null;
  const oldIsNumber = (old.length === 9 || old.length === 12) && numberOf(old) >= 0;
  return {
    number,
    oldNumber: oldIsNumber ? old : null,
    name,
    birth,
    sex: SEXES.get(sexText) ?? null,
    address,
    issued,
  };
}
