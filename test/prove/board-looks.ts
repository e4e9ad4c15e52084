import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Every violation axe finds on what is shown now, in a form that names the place. */
export async function violationsOn(page: Page, name: string): Promise<string[]> {
  // What fades in has its colours only at the end.
  await page.waitForTimeout(1500);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${name}: ${id}: ${node.html.slice(0, 140)}`),
  );
}

/** Texts that are cut off, lie outside the window or over each other, in that part of the page. */
export function misplacedOn(page: Page, name: string, within: string): Promise<string[]> {
  return page.evaluate(
    ({ name, within }) => {
      const wrong: string[] = [];
      const boxes: { element: Element; text: string; box: DOMRect }[] = [];
      // What lies in a part that scrolls is reached by scrolling; sideways nothing scrolls.
      const scrolls = (element: Element | null): boolean =>
        element !== null &&
        (/auto|scroll/.test(getComputedStyle(element).overflowY) || scrolls(element.parentElement));
      /** What of a box the parts around it let be seen; null: nothing. */
      const seenOf = (around: Element | null, box: DOMRect): DOMRect | null => {
        if (around === null) return box;
        if (getComputedStyle(around).overflowY === 'visible') return seenOf(around.parentElement, box);
        const frame = around.getBoundingClientRect();
        const top = Math.max(box.top, frame.top);
        const bottom = Math.min(box.bottom, frame.bottom);
        if (bottom <= top) return null;
        return seenOf(around.parentElement, new DOMRect(box.left, top, box.width, bottom - top));
      };
      const stays = (element: Element | null): boolean =>
        element !== null && (getComputedStyle(element).position === 'sticky' || stays(element.parentElement));
      const root = document.querySelector(within);
      if (root === null) return [`${name}: nothing there`];
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        const own = [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
        );
        if (!own) continue;
        const range = document.createRange();
        range.selectNodeContents(element);
        const box = range.getBoundingClientRect();
        const text = (element.textContent ?? '').trim().slice(0, 40);
        if (box.width === 0) continue;
        const over = 1.5;
        const tooHigh = box.top < -over || box.bottom > innerHeight + over;
        if (box.left < -over || box.right > innerWidth + over || (tooHigh && !scrolls(element)))
          wrong.push(`${name}: "${text}" is outside the window`);
        const seen = seenOf(element.parentElement, box);
        if (seen !== null) boxes.push({ element, text, box: seen });
      }
      for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(i + 1)) {
          // Under a foot that stays, the rest scrolls.
          if (a.element.contains(b.element) || stays(a.element) !== stays(b.element)) continue;
          const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          // A fifth of a line's box above and below its letters is empty, and may lie over another's.
          const empty = 0.2 * (a.box.height + b.box.height);
          if (across > 2 && down > empty + 1) wrong.push(`${name}: "${a.text}" lies over "${b.text}"`);
        }
      }
      return wrong;
    },
    { name, within },
  );
}
