/** The groups of a fingerprint in which people read it to each other; groups are parted by spaces, dashes or colons. */
export function groupsOf(fingerprint: string): string[] {
  return fingerprint.split(/[\s:·-]+/).filter((group) => group !== '');
}
