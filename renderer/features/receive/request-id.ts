/** A fresh id of a request: the office writes what it is asked under one id only once. */
export function newRequestId(): string {
  return crypto.randomUUID();
}
