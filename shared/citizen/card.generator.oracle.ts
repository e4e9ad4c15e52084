/** Random card texts, good, damaged and senseless, from a seed: the same seed gives the same texts for ever. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  // mulberry32: small, seeded, good enough to choose test data.
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NUMBERS = [
  '001090000001',
  '017195004821',
  '096303123456',
  '00109000000',
  '0010900000011',
  '00109000000a',
  '',
  '٠٠١٠٩٠٠٠٠٠٠١',
  '001 090 000 001',
];
const OLD_NUMBERS = [
  '',
  '012345678',
  '131234567',
  '017085000002',
  '12345678',
  '1234567890',
  'A12345678',
  '０１２３４５６７８',
];
const NAMES = [
  'Nguyễn Văn Thử',
  'ĐỖ THỊ ÁNH',
  "H'Mok Niê",
  'Bùi  Thị\u00a0Thử',
  'A',
  '',
  '\u200b',
  'Trần (Bé) 2',
  'Phạm\tThị',
];
const SEXES = ['Nam', 'Nữ', 'nu', 'NAM', 'NỮ', 'nữ', 'NU', 'nAm', 'Nư', 'Male', 'F', '', 'N am', 'namn'];
const ADDRESSES = [
  'Số 1, Phường Mẫu, Hà Nội',
  '',
  'Xóm Mẫu,\r\nXã Mẫu',
  '  Thôn \u3000Mẫu ',
  'Tổ 5 – Khu Mẫu',
];
const NOISE = [
  '\t',
  '\r',
  '\n',
  '\u0000',
  '\u001f',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\ufeff',
  '\u000b',
  '\u000c',
  '\u2028',
  '\u202f',
  '\u3000',
  '\u200b',
  '\u00ad',
  '|',
  ' ',
  '0',
  '9',
  '\u0301',
  '\u0323',
  'đ',
  'é',
  '\u{1f600}',
  '\ud800',
  '０',
  '-',
];

/** Gives one text per call. */
export function cardTexts(seed: number): () => string {
  const random = randomFrom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (list: readonly string[]) => list[below(list.length)] ?? '';
  const mostlyFirst = (list: readonly string[], usual: number) =>
    pick(random() < 0.85 ? list.slice(0, usual) : list);
  const digits = (value: number, width: number) => String(value).padStart(width, '0');
  const date = () => {
    const year = random() < 0.9 ? 1900 + below(200) : below(10_000);
    if (random() < 0.15) return digits(year, 4);
    const day = random() < 0.2 ? 0 : 1 + below(random() < 0.9 ? 28 : 33);
    const month = random() < 0.15 ? 0 : 1 + below(random() < 0.95 ? 12 : 15);
    return random() < 0.05 ? `2902${digits(year, 4)}` : digits(day, 2) + digits(month, 2) + digits(year, 4);
  };
  const issued = () =>
    random() < 0.25
      ? pick(['', '00000000', '0', '15/04/2021', ' '])
      : `${digits(1 + below(29), 2)}${digits(1 + below(12), 2)}${digits(2016 + below(20), 4)}`;
  const damaged = (text: string) => {
    const characters = [...text];
    for (let times = 1 + below(3); times > 0; times--) {
      characters.splice(below(characters.length + 1), below(4) === 0 ? 1 : 0, pick(NOISE));
    }
    return characters.join('');
  };
  return () => {
    const fields = [
      random() < 0.9 ? digits(below(10 ** 12), 12) : mostlyFirst(NUMBERS, 3),
      mostlyFirst(OLD_NUMBERS, 4),
      mostlyFirst(NAMES, 5),
      random() < 0.1 ? '' : date(),
      mostlyFirst(SEXES, 8),
      pick(ADDRESSES),
    ];
    if (random() < 0.9) fields.push(issued());
    while (random() < 0.3) fields.push(pick(ADDRESSES));
    if (random() < 0.1) fields.splice(below(fields.length), 1);
    let text = fields.join('|');
    if (random() < 0.3) text = text.normalize('NFD');
    if (random() < 0.5) text = damaged(text);
    return text;
  };
}
