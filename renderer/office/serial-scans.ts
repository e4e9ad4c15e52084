/** Takes a text that a scanner on a serial line read. */
type Listener = (text: string) => void;

const listeners: Listener[] = [];

/** Listens to serial scanners until the function it returns is called. Of several the newest alone is told. */
export function listenToSerialScans(listener: Listener): () => void {
  listeners.push(listener);
  return () => {
    const at = listeners.indexOf(listener);
    if (at >= 0) listeners.splice(at, 1);
  };
}

/** Hands a scan to the screen that is seen; to none where no screen listens. */
export function deliverSerialScan(text: string): void {
  listeners.at(-1)?.(text);
}
