/** Finding a chosen device again. */
export { findPort } from './find-port.ts';
