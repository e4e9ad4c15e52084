import type { SerialMatch, SerialPortFound } from '../contract/index.ts';

/**
 * The listed port at which a chosen device is now: the one of its serial number; else, where only one of its make is
 * plugged in, that one; else, of several of its make, the one at its path. Without a match only the path counts.
 * Undefined: it is not among these ports.
 */
export function findPort(
  ports: readonly SerialPortFound[],
  device: { path: string; match: SerialMatch | null },
): SerialPortFound | undefined {
  const { path, match } = device;
  if (match === null) return ports.find((port) => port.path === path);
  const ofMake = ports.filter(
    (port) => port.match?.vendorId === match.vendorId && port.match.productId === match.productId,
  );
  // Cheap adapters have no serial number: having none is nothing that two of them could be told apart by.
  const itself =
    match.serialNumber === null
      ? undefined
      : ofMake.find((port) => port.match?.serialNumber === match.serialNumber);
  return itself ?? (ofMake.length === 1 ? ofMake[0] : ofMake.find((port) => port.path === path));
}
