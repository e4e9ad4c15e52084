const LENGTH = 8;

/** A typed code as people compare it: capitals, a hyphen in the middle. */
export function writtenCode(typed: string): string {
  const bare = typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, LENGTH);
  return bare.length > LENGTH / 2 ? `${bare.slice(0, LENGTH / 2)}-${bare.slice(LENGTH / 2)}` : bare;
}

export function isWholeCode(written: string): boolean {
  return written.replace('-', '').length === LENGTH;
}
