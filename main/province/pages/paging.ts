import { type Html, html } from './html.ts';

/** A piece of a list. `number`: from 1; `last`: of all of them. */
export type Cut<Item> = { items: readonly Item[]; number: number; last: number };

/** The page that an address asks for; one that there is not is the nearest. */
export function cut<Item>(all: readonly Item[], asked: string, size: number): Cut<Item> {
  const last = Math.max(1, Math.ceil(all.length / size));
  const number = Math.min(last, Math.max(1, /^\d{1,6}$/.test(asked) ? Number(asked) : 1));
  return { items: all.slice((number - 1) * size, number * size), number, last };
}

/** Links to the pages before and after; nothing where there is one page. `values`: the rest of the query. */
export function pageLinks(
  path: string,
  values: Readonly<Record<string, string>>,
  { number, last }: Pick<Cut<unknown>, 'number' | 'last'>,
  words: { pages: string; before: string; after: string } = VIETNAMESE,
): Html | null {
  if (last === 1) return null;
  const to = (page: number): string => {
    const filled = Object.entries({ ...values, trang: String(page) }).filter(([, value]) => value !== '');
    return `${path}?${new URLSearchParams(filled)}`;
  };
  return html`<nav class="pages" aria-label="${words.pages}">
${number > 1 && html`<a href="${to(number - 1)}" rel="prev">← ${words.before}</a>`}
<span>${words.pages} ${number}/${last}</span>
${number < last && html`<a href="${to(number + 1)}" rel="next">${words.after} →</a>`}
</nav>`;
}

const VIETNAMESE = { pages: 'Trang', before: 'Trước', after: 'Sau' };
