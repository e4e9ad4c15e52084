/**
 * The exchange with the province: what is sent and what came of it, by wire or by stick. `createExchange` is the door.
 */
export { createExchange, type Exchange } from './exchange.ts';
export type { ExchangePorts } from './ports.ts';
export { ExchangeRefused } from './refused.ts';
export { settlementsProjector } from './settlements.ts';
