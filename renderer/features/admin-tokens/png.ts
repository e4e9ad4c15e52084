/** What the contract takes, in bytes before base64. */
const LARGEST = 299_000;
const MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Why a file can't be a seal: it is no PNG, or larger than is kept. Null: it can. */
export function pngProblem(bytes: Uint8Array): 'notPng' | 'tooLarge' | null {
  if (!MAGIC.every((byte, at) => bytes[at] === byte)) return 'notPng';
  return bytes.length > LARGEST ? 'tooLarge' : null;
}
