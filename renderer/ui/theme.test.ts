import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./global.css', import.meta.url), 'utf8');

/** The colours of one scheme of global.css, by variable. */
function colours(selector: string): Map<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/(--tram-[\w-]+):\s*(#[0-9a-f]{6})/g)].map((found) => [
      found[1] ?? '',
      found[2] ?? '',
    ]),
  );
}

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['ground', 'ground-paper', 'card', 'key', 'accent-soft', 'neutral-soft'];
const TEXTS: [text: string, grounds: string[]][] = [
  ['ink', GROUNDS],
  ['ink-dim', ['ground', 'card', 'key', 'accent-soft']],
  ['accent-ink', ['ground', 'card', 'accent-soft']],
  ['good', ['card', 'good-soft']],
  ['attention', ['card', 'attention-soft']],
  ['bad', ['card', 'bad-soft', 'ground']],
];

describe.each(['light', 'dark'])('%s colours', (scheme) => {
  const found = colours(`[data-mantine-color-scheme="${scheme}"] {`);
  const of = (name: string): string => {
    const value = found.get(`--tram-${name}`);
    if (value === undefined) throw new Error(`no colour ${name}`);
    return value;
  };

  it.each(TEXTS)('%s is legible on every ground it stands on (4.5 : 1)', (text, grounds) => {
    const weak = grounds.filter((ground) => contrast(of(text), of(ground)) < 4.5);
    expect(weak).toEqual([]);
  });

  it('white is legible on the accent and on the rail', () => {
    for (const ground of ['accent', 'rail', 'rail-active']) {
      expect(contrast('#ffffff', of(ground))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('the edge of a field is visible (3 : 1)', () => {
    expect(contrast(of('line-field'), of('card'))).toBeGreaterThanOrEqual(3);
  });
});
