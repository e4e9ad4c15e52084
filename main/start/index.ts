export { run } from './run.ts';
export { type RunningWeb, startWeb } from './web.ts';
