export { findElectron } from './electron-runtime.ts';
export { run } from './run.ts';
export { type RunningWeb, startWeb } from './web.ts';
