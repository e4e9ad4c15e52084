/** Names of the messages between preload script and main process; there are no others. */
export const CONNECT_CHANNEL = 'tram:connect';
export const PORT_CHANNEL = 'tram:port';
/** From a window of the hall only. */
export const ENTER_CHANNEL = 'tram:enter';

/** By this the preload script knows a window of the hall. What such a window may do, the main process decides by itself. */
export const HALL_ARGUMENT = '--tram-hall';
