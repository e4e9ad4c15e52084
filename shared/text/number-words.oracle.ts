/**
 * A second, slow way to the same words, for tests only: every digit is first spelled with its place, then the
 * spoken rules are applied as replacements over the sentence. Shares nothing with the product.
 */
export function spellByReplacing(decimal: string): string {
  const names = 'không một hai ba bốn năm sáu bảy tám chín'.split(' ');
  const padded = decimal.padStart(Math.ceil(decimal.length / 9) * 9, '0');
  const billions = padded.match(/.{9}/g) ?? [];
  const spoken = billions.map((nine, position) => {
    const after = ' tỷ'.repeat(billions.length - 1 - position);
    const spell = (three: string) => {
      const [a, b, c] = [...three].map((digit) => names[Number(digit)]);
      return three === '000' ? '' : ` ${a} trăm ${b} mươi ${c}|`;
    };
    const [millions, thousands, ones] = nine.match(/.{3}/g) ?? [];
    const text = [
      [millions, ' triệu'],
      [thousands, ' nghìn'],
      [ones, ''],
    ]
      .map(([three, scale]) => (three === undefined || three === '000' ? '' : spell(three) + scale))
      .join('');
    return text === '' ? '' : text + after;
  });
  const sentence = spoken
    .join('')
    .replaceAll(' không mươi không|', '|')
    .replaceAll(' không mươi ', ' linh ')
    .replaceAll('mươi không|', 'mươi|')
    .replaceAll(' một mươi', ' mười')
    .replaceAll('mươi một|', 'mươi mốt|')
    .replaceAll(/(mươi|mười) năm\|/g, '$1 lăm|')
    .replaceAll('|', '')
    .trim()
    .replace(/^không trăm (linh )?/, '');
  return sentence === '' ? 'không' : sentence;
}

/** Reads the words back as a number (words below 10¹⁸, north and south), to show that no two numbers share words. */
export function readBack(words: string): bigint {
  const value: Record<string, bigint> = {
    không: 0n,
    một: 1n,
    mốt: 1n,
    hai: 2n,
    ba: 3n,
    bốn: 4n,
    năm: 5n,
    lăm: 5n,
    sáu: 6n,
    bảy: 7n,
    tám: 8n,
    chín: 9n,
  };
  const ones: Record<string, bigint> = { nghìn: 1000n, ngàn: 1000n, triệu: 1_000_000n };
  let total = 0n;
  let billion = 0n;
  let group = 0n;
  let digit = 0n;
  for (const word of words.split(' ')) {
    if (word in value) digit = value[word] ?? 0n;
    else if (word === 'trăm') [group, digit] = [group + digit * 100n, 0n];
    else if (word === 'mươi') [group, digit] = [group + digit * 10n, 0n];
    else if (word === 'mười') group += 10n;
    else if (word in ones) [billion, group, digit] = [billion + (group + digit) * (ones[word] ?? 0n), 0n, 0n];
    else if (word === 'tỷ') {
      total = (total + billion + group + digit) * 1_000_000_000n;
      [billion, group, digit] = [0n, 0n, 0n];
    } else if (word !== 'linh' && word !== 'lẻ') throw new Error(`unknown word: ${word}`);
  }
  return total + billion + group + digit;
}
