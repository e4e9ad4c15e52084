/** The last group of a recovery key, without its marks; what a person types back to prove that the key is written down. */
export function lastGroup(recoveryKey: string): string {
  const groups = recoveryKey.split(/[^0-9A-Za-z]+/).filter((group) => group !== '');
  return (groups[groups.length - 1] ?? '').toUpperCase();
}
