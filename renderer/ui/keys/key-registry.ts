import { type KeyPress, keyName, worksInFields } from './key-names.ts';

/**
 * How far a command reaches: `layer`: its screen or dialog; `screens`: every screen, but it rests while a dialog is open,
 * for it leads away from what is asked there; `always`: dialogs too, because it changes neither screen nor answer.
 */
export type KeyReach = 'layer' | 'screens' | 'always';

export type KeyCommand = {
  /** As made by `keyName`: `F2`, `Ctrl+K`, `?`. */
  key: string;
  /** What it does, for the list of keys; a command without a label is not listed. */
  label: string | null;
  /** Depth of the layer it was registered in: 0 the screen, 1 a dialog above it, … */
  layer: number;
  reach: KeyReach;
  run: (event: KeyboardEvent) => void;
};

export type KeyRegistry = {
  add(command: KeyCommand): () => void;
  /** Opens a layer (a dialog): commands of lower layers rest until it is closed. Returns its depth and how to close it. */
  openLayer(): { layer: number; close: () => void };
  /** The depth of the topmost layer. */
  top(): number;
  /** Commands that would run now, newest first, one per key. */
  active(): KeyCommand[];
  /** The command that a key press means now; undefined when none. */
  find(press: KeyPress & { isComposing?: boolean }, inField: boolean): KeyCommand | undefined;
  subscribe(listener: () => void): () => void;
};

/** Keeps which key does what. The command added last in the topmost layer wins. */
export function keyRegistry(): KeyRegistry {
  const commands: KeyCommand[] = [];
  const layers: number[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const top = (): number => Math.max(0, ...layers);

  function active(): KeyCommand[] {
    const seen = new Set<string>();
    const found: KeyCommand[] = [];
    for (const command of [...commands].reverse()) {
      if (command.layer !== top() && command.reach !== 'always') continue;
      if (seen.has(command.key)) continue;
      seen.add(command.key);
      found.push(command);
    }
    return found;
  }

  return {
    add(command) {
      commands.push(command);
      tell();
      return () => {
        const at = commands.indexOf(command);
        if (at >= 0) commands.splice(at, 1);
        tell();
      };
    },
    openLayer() {
      const layer = top() + 1;
      layers.push(layer);
      tell();
      return {
        layer,
        close() {
          const at = layers.indexOf(layer);
          if (at >= 0) layers.splice(at, 1);
          tell();
        },
      };
    },
    top,
    active,
    find(press, inField) {
      // While the Vietnamese input method composes, keys belong to it.
      if (press.isComposing === true) return undefined;
      const name = keyName(press);
      if (inField && !worksInFields(name)) return undefined;
      return active().find((candidate) => candidate.key === name);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
