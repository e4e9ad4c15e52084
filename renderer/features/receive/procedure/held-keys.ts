/** Keys pressed while a procedure is being fetched: they belong to what comes next, and quick hands must not lose them. */
export type HeldKeys = {
  /** Keeps a key for later; false for keys that are not kept (typing goes on in the box). */
  hold(event: KeyboardEvent): boolean;
  /** Presses the kept keys on whatever has the focus now, in their order. */
  release(): void;
  drop(): void;
};

const KEPT = new Set(['Enter', 'F2', ' ', 'ArrowDown', 'ArrowUp', 'Insert', '*']);

export function heldKeys(): HeldKeys {
  let kept: KeyboardEventInit[] = [];
  return {
    hold(event) {
      if (!KEPT.has(event.key) || event.repeat) return false;
      kept.push({ key: event.key, code: event.code, shiftKey: event.shiftKey, ctrlKey: event.ctrlKey });
      return true;
    },
    release() {
      const presses = kept;
      kept = [];
      for (const press of presses) {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { ...press, bubbles: true, cancelable: true }));
      }
    },
    drop() {
      kept = [];
    },
  };
}
