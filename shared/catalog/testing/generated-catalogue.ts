import type { Searchable } from '../search-index.ts';

/**
 * A catalogue of the size of the national one: the real procedures, and others put together from the words of real
 * names, so that they resemble what is looked for. The same for the same seed.
 */
export function generatedCatalogue(real: readonly Searchable[], size: number, seed: number): Searchable[] {
  const random = generator(seed);
  const pick = <Item>(list: readonly Item[]): Item => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const runs = real.flatMap((item) => {
    const words = item.name.split(' ');
    return words.slice(0, -2).map((_, at) => words.slice(at, at + 2 + (at % 3)).join(' '));
  });
  const made: Searchable[] = [];
  const beginnings = [
    'Thủ tục cấp',
    'Cấp lại',
    'Đăng ký',
    'Công nhận',
    'Phê duyệt',
    'Thẩm định',
    'Điều chỉnh',
  ];
  const fields = [
    'Thủy sản',
    'Viễn thông',
    'Đường thủy nội địa',
    'Giáo dục',
    'Khám bệnh, chữa bệnh',
    'Hóa chất',
  ];
  while (made.length < size - real.length) {
    const name = [pick(beginnings), pick(runs), pick(runs), pick(runs), pick(runs)].join(' ');
    made.push({ code: `7.${String(100_000 + made.length)}`, name, field: pick(fields), everydayWords: [] });
  }
  // The real ones stand in the middle: order must not help them.
  const half = made.length >> 1;
  return [...made.slice(0, half), ...real, ...made.slice(half)];
}

/** Mulberry32: small, and the same on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
