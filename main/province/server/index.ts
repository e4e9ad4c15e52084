/** The door of a province: HTTP on the rules of `shared/exchange`. */
export { type AppOptions, createApp } from './app.ts';
export { describeExchange } from './openapi.ts';
