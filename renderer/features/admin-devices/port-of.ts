import type { SerialMatch, SerialPortFound } from '#shared/contract/index.ts';

/** A serial device as it is chosen. */
export type PortValue = { path: string; match: SerialMatch | null };

/** What the office takes for the path of a port. */
export function isPortPath(path: string): boolean {
  return /^(\/(dev|tmp|run)\/[\w./+:-]+|COM\d{1,3})$/.test(path.trim()) && !path.includes('..');
}

/** The port at which a chosen device is now: by what it is recognised, else by its name; undefined: not plugged in. */
export function findPort(ports: readonly SerialPortFound[], value: PortValue): SerialPortFound | undefined {
  const { match, path } = value;
  if (match === null) return ports.find((port) => port.path === path);
  const ofMake = ports.filter(
    (port) => port.match?.vendorId === match.vendorId && port.match.productId === match.productId,
  );
  return (
    ofMake.find((port) => port.match?.serialNumber === match.serialNumber) ??
    (ofMake.length === 1 ? ofMake[0] : ofMake.find((port) => port.path === path))
  );
}
