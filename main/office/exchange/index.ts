/**
 * The exchange with the province: what is sent and what came of it, by wire or by stick. `createExchange` is the door.
 */
export type { BuiltParcel } from './build-parcel.ts';
export { createExchange, type Exchange, type StickPlace } from './exchange.ts';
export { createHttpTransport, type TransportLimits } from './http-transport.ts';
export { lookUpInUse } from './look-up.ts';
export { findProvinceKey } from './office-keys.ts';
export { rememberOutsideClock } from './outside-clock.ts';
export type { ExchangePorts, FilesPort, LeasesPort, PacksPort } from './ports.ts';
export { ExchangeRefused } from './refused.ts';
export { settlementsProjector } from './settlements.ts';
export type { TakenAnswer } from './take-answer.ts';
export {
  LineBroken,
  type LineFault,
  type Transport,
  type UploadCall,
  UploadRefused,
  type WireCall,
  type WireReply,
} from './transport.ts';
