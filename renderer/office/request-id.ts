import { uuidV7 } from '#shared/base/index.ts';

/** A fresh id of a request: the office writes what it is asked under one id only once. */
export function newRequestId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
