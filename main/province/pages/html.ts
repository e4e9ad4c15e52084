/** Text that is HTML already; everything else is escaped when it is put into a page. */
export type Html = { readonly html: string };

/** What may stand in a page. `false`, `null` and `undefined` are nothing. */
export type Part = Html | string | number | false | null | undefined | readonly Part[];

/**
 * HTML in which every value is escaped, for elements and quoted attributes alike. Values of attributes are always
 * quoted, and nothing is ever put into a script or a style: there are none in our pages.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.reduce((done, literal, index) => done + textOf(parts[index - 1]) + literal);
  return { html: text };
}

function textOf(part: Part): string {
  if (part === false || part === null || part === undefined) return '';
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(textOf).join('');
  return escaped(String(part));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
