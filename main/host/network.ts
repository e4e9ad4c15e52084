import { hostname, networkInterfaces } from 'node:os';
import type { Network } from '#office/ports.ts';

/** The network of this PC, asked anew each time: an address may come and go. */
export const systemNetwork: Network = {
  hostName: () => hostname().split('.')[0] ?? '',
  addresses: () =>
    Object.entries(networkInterfaces()).flatMap(([interfaceName, given = []]) =>
      given
        // A link-local IPv6 address needs the name of an interface beside it, which no certificate can hold.
        .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
        .map(({ address, mac }) => ({ address, interfaceName, mac })),
    ),
};
