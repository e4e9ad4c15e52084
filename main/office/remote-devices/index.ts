/** Devices that the PC of a paired counter serves: what the office has of them. */
export { createStationHub, type StationHub, type StationNews } from './hub.ts';
export { openLine, type StationLine, type StationSocket } from './line.ts';
export { createRemotePapers } from './paper-printer.ts';
export { createRemotePrinter, type RemoteTiming, USUAL_REMOTE_TIMING } from './printer.ts';
export { readRemoteScanner } from './scanner.ts';
export { findRemoteSigner } from './signer.ts';
export { createRemoteTokens, type RemoteTokens } from './tokens.ts';
