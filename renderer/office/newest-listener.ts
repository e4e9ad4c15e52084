/** A place where something is handed to whoever began to listen last: the screen that is seen. */
export type NewestListener<Value> = {
  /** Listens until the function it returns is called. */
  listen(listener: (value: Value) => void): () => void;
  /** Hands it to the newest listener; false where there is none. */
  deliver(value: Value): boolean;
};

export function newestListener<Value>(): NewestListener<Value> {
  const listeners: ((value: Value) => void)[] = [];
  return {
    listen(listener) {
      listeners.push(listener);
      return () => {
        const at = listeners.indexOf(listener);
        if (at >= 0) listeners.splice(at, 1);
      };
    },
    deliver(value) {
      const listener = listeners.at(-1);
      listener?.(value);
      return listener !== undefined;
    },
  };
}

/** Texts that a scanner on a serial line read. */
export const serialScans = newestListener<string>();
