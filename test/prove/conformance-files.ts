import { containerSha256, readContainer, writeOfficeToken } from '#main/parcels/index.ts';
import { ATTACHMENTS_PATH, ENROL_PATH, PACKS_PATH } from '#shared/exchange/index.ts';
import { createPlainOffice } from '../fixtures/exchange-office.ts';
import signed from '../upgrade/samples/document-signed.v1.json' with { type: 'json' };
import { type Conversation, hold, type Rule, randomBytes } from './conformance-context.ts';
import { deskOf } from './conformance-desk.ts';

const TUS = { 'tus-resumable': '1.0.0' };

/** The calls of the upload protocol, as an office makes them. */
function uploads({ client, office, province }: Conversation) {
  const token = async (to = province) =>
    `Bearer ${await writeOfficeToken({ from: office.id, to, now: Date.now() }, office.keys.sign)}`;
  return {
    token,
    begin: async (sha256: string, size: number, authorization?: string) =>
      fetch(`${client.address}${ATTACHMENTS_PATH}`, {
        method: 'POST',
        headers: {
          ...TUS,
          authorization: authorization ?? (await token()),
          'upload-length': String(size),
          'upload-metadata': `sha256 ${Buffer.from(sha256).toString('base64')}`,
        },
      }),
    offset: async (location: string) => {
      const head = await fetch(new URL(location, client.address), {
        method: 'HEAD',
        headers: { ...TUS, authorization: await token() },
      });
      return head.ok ? Number(head.headers.get('upload-offset')) : null;
    },
    patch: async (location: string, offset: number, bytes: Uint8Array) =>
      fetch(new URL(location, client.address), {
        method: 'PATCH',
        headers: {
          ...TUS,
          authorization: await token(),
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
        },
        body: Buffer.from(bytes),
      }),
  };
}

/** Rules on keys, attachments, packs and the look-up. */
export const FILE_RULES: readonly Rule[] = [
  {
    id: 'P3',
    async run(talk) {
      const { office, client, province, refused, send, verdicts } = talk;
      const stranger = createPlainOffice({ agencyCode: office.agencyCode });
      await refused(await stranger.seal(stranger.parcel(province, {})), ['unknown-key']);
      // A code that was used lets nobody else in, and what says nothing of a code neither.
      const wrong = await client.post(
        ENROL_PATH,
        await stranger.seal(stranger.enrolRequest('0000-0000-0000')),
      );
      const answer = await client.read(wrong.bytes);
      hold(
        answer.type === 'province-refusal' && ['enrol-code-wrong', 'too-many-attempts'].includes(answer.code),
        'let in with a code that was never given',
      );
      await refused(await stranger.seal(stranger.parcel(province, {})), ['unknown-key']);
      // New keys, announced in a parcel that a pinned key signed; the old one ends.
      const old = office.keys.sign;
      const chain = office.newChain();
      const next = office.newKeys();
      chain.append({
        kind: 'office-keys-set',
        subject: office.id,
        body: { keys: [next.sign.public, next.encrypt.public] },
      });
      await refused(await office.seal(office.parcel(province, {}), next.sign), ['unknown-key']);
      await send({ runs: [chain.run()] });
      office.keys = next;
      hold(
        (await verdicts(chain.station)).get(1) === 'accepted',
        'new keys signed by a pinned one were not accepted',
      );
      await refused(await office.seal(office.parcel(province, {}), old), ['key-not-valid', 'unknown-key']);
    },
  },
  {
    id: 'P19',
    async run(talk) {
      const { send } = talk;
      const file = new Uint8Array(randomBytes(300_000));
      const sha256 = containerSha256(file);
      const tus = uploads(talk);
      hold((await tus.begin(sha256, file.length)).status >= 400, 'a file that no entry names was begun');
      const desk = await deskOf(talk);
      const { id } = desk.receive();
      desk.append({
        kind: 'document-signed',
        subject: id,
        body: { ...signed.body, dossierId: id, after: sha256, bytes: file.length },
      });
      await desk.say();
      const { wanted } = await send({});
      hold(wanted.includes(sha256), 'the province does not say that it wants a file that an entry names');
      hold((await tus.begin(sha256, file.length, 'Bearer x')).status === 401, 'begun without a token');
      const elsewhere = await tus.token('another-province');
      hold(
        (await tus.begin(sha256, file.length, elsewhere)).status === 401,
        'begun with a token for another one',
      );
      const begun = await tus.begin(sha256, file.length);
      hold(begun.status === 201, `status ${begun.status} instead of an upload`);
      const location = begun.headers.get('location') ?? '';
      hold(
        (await tus.patch(location, 0, file.subarray(0, 100_000))).status === 204,
        'the first part was refused',
      );
      hold((await tus.offset(location)) === 100_000, 'what came is not told');
      hold(
        (await tus.patch(location, 50, file.subarray(50))).status === 409,
        'bytes at another offset were taken',
      );
      const rest = Uint8Array.from(file.subarray(100_000));
      rest[5] = (rest[5] ?? 0) ^ 1;
      hold((await tus.patch(location, 100_000, rest)).status >= 400, 'bytes of another hash were kept');
      hold((await send({})).wanted.includes(sha256), 'a file of another hash is wanted no more');
      const anew = (await tus.begin(sha256, file.length)).headers.get('location') ?? '';
      hold((await tus.patch(anew, 0, file)).status === 204, 'the file was refused');
      hold(!(await send({})).wanted.includes(sha256), 'a file that is there is still wanted');
    },
  },
  {
    id: 'P21',
    async run({ send, client }) {
      const { packs } = await send({});
      const [manifest] = packs;
      hold(manifest !== undefined, 'no pack is published: publish one, so that this can be looked at');
      const { kind, version } = manifest;
      const fetchPack = async () => fetch(`${client.address}${PACKS_PATH}/${kind}/${version}`);
      const bytes = new Uint8Array(await (await fetchPack()).arrayBuffer());
      hold(containerSha256(bytes) === manifest.sha256, 'a pack has another hash than was announced');
      hold(bytes.length === manifest.bytes, 'a pack has another size than was announced');
      const { keys } = await send({});
      const read = await readContainer(bytes, {
        findKey: (kid) => keys.find((key) => key.kid === kid),
        now: 'created',
        types: ['pack'],
      });
      hold(read.ok, `a pack cannot be read: ${read.ok ? '' : read.error.message}`);
      hold(
        read.value.payload.kind === kind && read.value.payload.version === version,
        'another pack was sent',
      );
      hold(read.value.payload.effectiveFrom === manifest.effectiveFrom, 'another day was announced');
      const again = new Uint8Array(await (await fetchPack()).arrayBuffer());
      hold(containerSha256(again) === manifest.sha256, 'a version changed');
      const none = await fetch(`${client.address}${PACKS_PATH}/${kind}/999999`);
      hold(none.status === 404, 'a version that was never published');
    },
  },
  {
    id: 'P22',
    async run({ send }) {
      const { lookup } = await send({});
      hold(
        lookup !== undefined,
        'an answer does not say where the look-up of receipts is, or that there is none',
      );
      hold((await send({})).lookup === lookup, 'the next answer says another place');
      if (lookup === null) return;
      const address = URL.parse(lookup);
      hold(address !== null && /^https?:$/.test(address.protocol), 'the look-up has no address of the web');
      hold(address.search === '' && address.hash === '', 'an address to which no code can be added');
    },
  },
];
