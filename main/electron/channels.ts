/** Names of the two messages between preload script and main process; there are no others. */
export const CONNECT_CHANNEL = 'tram:connect';
export const PORT_CHANNEL = 'tram:port';
