import { createHash } from 'node:crypto';
import { FlattenedEncrypt, importJWK } from 'jose';
import { openStick, type StickContent } from '#main/parcels/index.ts';
import { CONTAINER_TYPE, type PublicKey } from '#shared/exchange/index.ts';
import { type Damaged, damagesOf, inRow, type Part, partsOfContainer } from './courier-damage.ts';

/** What is under the seal, as its list names it; `bytes`: how many. */
type List = { container: unknown; files: { name: unknown; sha256: unknown; bytes: unknown }[] };
type Inside = { list: List; pieces: Uint8Array[] };

const LENGTH_BYTES = 4;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const joined = (pieces: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(pieces));

/** List and pieces as they lie under the seal: the length of the list in four bytes, the list, container and files. */
function plainOf({ list, pieces }: Inside): Uint8Array {
  const text = Buffer.from(JSON.stringify(list));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  return joined([length, text, ...pieces]);
}

function insideOf({ container, files }: StickContent): Inside {
  const listed = files.map(({ name, sha256: hash, bytes }) => ({ name, sha256: hash, bytes: bytes.length }));
  return {
    list: { container: container.length, files: listed },
    pieces: [container, ...files.map(({ bytes }) => bytes)],
  };
}

/** The parts of what is under the seal, by its list. */
function partsOfPlain(plain: Uint8Array): Part[] {
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const list: { container: number; files: { bytes: number }[] } = JSON.parse(
    new TextDecoder().decode(plain.subarray(LENGTH_BYTES, LENGTH_BYTES + length)),
  );
  return inRow([
    ['length of the list', LENGTH_BYTES],
    ['list', length],
    ['container', list.container],
    ...list.files.map(({ bytes }, index) => [`file ${index + 1}`, bytes] as const),
  ]);
}

/**
 * Files whose seal is whole and whose inside is not: whoever knows the receiver's public key can make them. The
 * container within changed at every structural place; list, lengths, container and each file changed, cut, left out,
 * doubled, exchanged or taken from another file; and lists that agree with other files than the container names.
 */
export async function resealed(
  file: Uint8Array,
  other: Uint8Array,
  keys: { findSecret: (kid: string) => Promise<string | undefined>; receiver: PublicKey },
): Promise<Damaged[]> {
  const [inside, second] = [insideOf(await opened(file, keys)), insideOf(await opened(other, keys))];
  const [container, another] = [inside.pieces[0], second.pieces[0]];
  if (container === undefined || another === undefined) throw new Error('a file without a container');
  const made = [
    ...damagesOf(container, another, partsOfContainer)
      .filter(({ bytes }) => bytes.length > 0)
      .map(({ what, bytes }) => ({
        what: `container within: ${what}`,
        bytes: plainOf({
          list: { ...inside.list, container: bytes.length },
          pieces: inside.pieces.with(0, bytes),
        }),
      })),
    ...damagesOf(plainOf(inside), plainOf(second), partsOfPlain).map(({ what, bytes }) => ({
      what: `within: ${what}`,
      bytes,
    })),
    ...otherLists(inside).map(({ what, inside: changed }) => ({
      what: `within: ${what}`,
      bytes: plainOf(changed),
    })),
  ];
  // What is put together of one real file's container and the files it names is a real file.
  const damaged = made.filter(({ bytes }) => !isWhole(bytes, [inside, second]));
  const files: Damaged[] = [];
  for (const { what, bytes } of damaged) files.push({ what, bytes: await seal(bytes, keys.receiver) });
  return files;
}

/** Lists that a forger would write: each agrees with itself, or tells other lengths, kinds and names. */
function otherLists(inside: Inside): { what: string; inside: Inside }[] {
  const { list, pieces } = inside;
  const [container = new Uint8Array(), ...files] = pieces;
  const listed = (all: readonly (readonly [List['files'][number], Uint8Array])[]): Inside => ({
    list: { ...list, files: all.map(([one]) => one) },
    pieces: [container, ...all.map(([, bytes]) => bytes)],
  });
  const all = list.files.map((one, index) => [one, files[index] ?? new Uint8Array()] as const);
  const changed = (what: string, change: Partial<List>) => ({
    what,
    inside: { list: { ...list, ...change }, pieces },
  });
  const size = container.length;
  const strange = Buffer.from('một tệp không ai gọi tên');
  const added = [{ name: 'attachment', sha256: sha256(strange), bytes: strange.length }, strange] as const;
  const made = [
    changed('the container one byte shorter in the list', { container: size - 1 }),
    changed('the container one byte longer in the list', { container: size + 1 }),
    changed('the container without a length', { container: null }),
    changed('the container with half a byte', { container: size + 0.5 }),
    changed('the container as the whole rest, no files', {
      container: size + files.reduce((sum, { length }) => sum + length, 0),
      files: [],
    }),
    changed('no files in the list', { files: [] }),
    { what: 'all files left out', inside: listed([]) },
    { what: 'the files in another order', inside: listed(all.toReversed()) },
    { what: 'a file more', inside: listed([...all, added]) },
    { what: 'a pack more', inside: listed([...all, [{ ...added[0], name: 'pack' }, strange]]) },
  ];
  for (const [index, [one, bytes]] of all.entries()) {
    const place = `file ${index + 1}`;
    const withOne = (to: List['files'][number]) =>
      changed(`${place} ${JSON.stringify(to).slice(0, 60)}`, { files: list.files.with(index, to) });
    const flipped = Uint8Array.from(bytes);
    flipped[0] = ~(flipped[0] ?? 0);
    made.push(
      withOne({ ...one, bytes: bytes.length - 1 }),
      withOne({ ...one, bytes: bytes.length + 1 }),
      withOne({ ...one, bytes: -1 }),
      withOne({ ...one, bytes: 2 ** 40 }),
      withOne({ ...one, sha256: sha256(strange) }),
      withOne({ ...one, sha256: String(one.sha256).toUpperCase() }),
      withOne({ ...one, name: 'container' }),
      withOne({ ...one, name: one.name === 'pack' ? 'attachment' : 'pack' }),
      { what: `${place} left out, and of the list`, inside: listed(all.toSpliced(index, 1)) },
      { what: `${place} twice, and in the list`, inside: listed(all.toSpliced(index, 0, [one, bytes])) },
      { what: `${place} replaced, and in the list`, inside: listed(all.with(index, added)) },
      {
        what: `${place} changed, with its hash in the list`,
        inside: listed(all.with(index, [{ ...one, sha256: sha256(flipped) }, flipped])),
      },
      {
        what: `${place} emptied, with its hash in the list`,
        inside: listed(
          all.with(index, [{ ...one, sha256: sha256(new Uint8Array()), bytes: 0 }, new Uint8Array()]),
        ),
      },
    );
  }
  return made;
}

/** Whether this is the container of one of these files and exactly its own files, however the list is written. */
function isWhole(plain: Uint8Array, insides: readonly Inside[]): boolean {
  return insides.some(({ list, pieces }) => {
    const content = joined(pieces);
    const text = plain.subarray(LENGTH_BYTES, plain.length - content.length);
    if (plain.length < LENGTH_BYTES + content.length) return false;
    if (new DataView(plain.buffer, plain.byteOffset).getUint32(0) !== text.length) return false;
    if (Buffer.compare(plain.subarray(plain.length - content.length), content) !== 0) return false;
    return Buffer.from(text).toString() === JSON.stringify(list);
  });
}

/** The seal by hand, as P18 says it: a JWE whose parts stand in binary. */
async function seal(plain: Uint8Array, receiver: PublicKey): Promise<Uint8Array> {
  const { crv, x, kid } = receiver;
  const typ = `${CONTAINER_TYPE.replace('application/', '')}-stick`;
  const jwe = await new FlattenedEncrypt(plain)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid, typ })
    .encrypt(await importJWK({ kty: 'OKP', crv, x }, 'ECDH-ES'));
  const header = Buffer.from(jwe.protected ?? '', 'latin1');
  const sealed = Buffer.from(jwe.ciphertext, 'base64url');
  const lengths = [Buffer.alloc(2), Buffer.alloc(4)] as const;
  lengths[0].writeUInt16BE(header.length);
  lengths[1].writeUInt32BE(sealed.length);
  const [nonce, tag] = [jwe.iv ?? '', jwe.tag ?? ''].map((text) => Buffer.from(text, 'base64url'));
  if (nonce === undefined || tag === undefined) throw new Error('a seal without nonce or tag');
  return joined([Buffer.from('TMCS\u0001', 'latin1'), lengths[0], header, nonce, tag, lengths[1], sealed]);
}

async function opened(
  file: Uint8Array,
  { findSecret }: { findSecret: (kid: string) => Promise<string | undefined> },
): Promise<StickContent> {
  const content = await openStick(file, { findSecret });
  if (!content.ok) throw new Error(`a whole file does not open: ${content.error.message}`);
  return content.value;
}
