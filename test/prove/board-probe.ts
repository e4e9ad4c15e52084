import type { Page } from 'playwright-core';

/** What a window noticed, on the clock of this PC (milliseconds since 1970, with fractions). */
export type Noticed = {
  /** When the frame was drawn in which a call became the large one. */
  shown: { call: number; at: number }[];
  /** Each sound that was put on the sound card's clock: when it begins, how long it is, how loud its loudest sample. */
  sounds: { at: number; milliseconds: number; peak: number }[];
  /** When the frame was drawn in which the line was said to be lost or open. */
  lines: { line: string; at: number }[];
};

declare global {
  interface Window {
    boardProbe: Noticed;
  }
}

/** Notices everything the board shows and plays, from outside its program; must be set before the page is opened. */
export async function watchBoard(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noticed: Noticed = { shown: [], sounds: [], lines: [] };
    window.boardProbe = noticed;
    const now = (): number => performance.timeOrigin + performance.now();
    let shown = '';
    let line = '';
    const look = (): void => {
      const call = document.querySelector<HTMLElement>('[data-call]')?.dataset['call'] ?? '';
      const isLine = document.querySelector<HTMLElement>('[data-line]')?.dataset['line'] ?? '';
      if (call !== shown && call !== '')
        requestAnimationFrame(() => noticed.shown.push({ call: Number(call), at: now() }));
      if (isLine !== line) requestAnimationFrame(() => noticed.lines.push({ line: isLine, at: now() }));
      shown = call;
      line = isLine;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, when = 0): void {
      const { context, buffer } = this;
      const latency = context instanceof AudioContext ? context.outputLatency || context.baseLatency || 0 : 0;
      let peak = 0;
      for (const sample of buffer?.getChannelData(0) ?? []) peak = Math.max(peak, Math.abs(sample));
      noticed.sounds.push({
        at: now() + 1000 * (when - context.currentTime + latency),
        milliseconds: 1000 * (buffer?.duration ?? 0),
        peak,
      });
      start.call(this, when);
    };
  });
}

/** What was noticed so far. */
export function readNoticed(page: Page): Promise<Noticed> {
  return page.evaluate(() => window.boardProbe);
}
