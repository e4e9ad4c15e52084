import { containerSha256, openStick, type StickFile, sealStick } from '#main/parcels/index.ts';
import { createPlainOffice } from '../fixtures/exchange-office.ts';
import signed from '../upgrade/samples/document-signed.v1.json' with { type: 'json' };
import { type Conversation, type Hands, hold, type Rule, randomBytes } from './conformance-context.ts';
import { deskOf, headOf, judgedAs, plain, saidOf, same } from './conformance-desk.ts';

/** Rules on sticks. */
export const STICK_RULES: readonly Rule[] = [
  {
    id: 'P18',
    async run(talk) {
      const { office, province, refused, client, hands } = talk;
      const chain = office.newChain();
      chain.append(plain);
      const container = await office.seal(office.parcel(province, { runs: [chain.run()] }));
      const key = await keyOf(talk);
      // By wire a sealed file is not what is wanted; nothing of it may be taken in.
      await refused(await sealStick({ container, files: [] }, key), ['not-a-parcel', 'wrong-type']);
      hold((await headOf(talk, chain.station)) === undefined, 'half of it was taken in');
      // The very container over the wire: ways may be used in turn.
      hold(
        (await client.parcels(container)).type === 'province-parcel',
        'the same container by wire was refused',
      );
      if (hands === null) talk.missed('a stick file is taken in as a whole or not at all (--hands)');
      else await carried(talk, hands);
    },
  },
];

async function keyOf({ client }: Conversation) {
  const key = (await client.hello('stick-nonce')).keys.find(({ use }) => use === 'encrypt');
  hold(key !== undefined, 'no key to seal a stick file to');
  return key;
}

/** Files that somebody brings, whole and otherwise, and what becomes of what lies in them. */
async function carried(talk: Conversation, { importFile }: Hands): Promise<void> {
  const { office, province } = talk;
  const desk = await deskOf(talk);
  const key = await keyOf(talk);
  const bytes = new Uint8Array(randomBytes(20_000));
  const file: StickFile = { name: 'attachment', sha256: containerSha256(bytes), bytes };
  const received = desk.receive();
  desk.append({
    kind: 'document-signed',
    subject: received.id,
    body: { ...signed.body, dossierId: received.id, after: file.sha256, bytes: bytes.length },
  });
  hold(judgedAs(await desk.say(), received) === 'accepted', 'a reception was not accepted');
  const chain = office.newChain();
  chain.append(plain);
  const content = { runs: [chain.run()], files: [file.sha256], after: await talk.lastNumber() };
  const container = await office.seal(office.parcel(province, content));
  const whole = await sealStick({ container, files: [file] }, key);
  const changed = Uint8Array.from(whole);
  changed[changed.length - 9] = (changed[changed.length - 9] ?? 0) ^ 1;
  const other = new Uint8Array(randomBytes(30));
  const stranger: StickFile = { name: 'attachment', sha256: containerSha256(other), bytes: other };
  for (const [what, bad] of [
    ['a file with a byte changed', changed],
    ['a file without its end', whole.subarray(0, -1)],
    ['a file with a byte more', new Uint8Array([...whole, 0])],
    [
      'a file for somebody else',
      await sealStick({ container, files: [file] }, createPlainOffice().keys.encrypt.public),
    ],
    ['a file whose attachment was left out', await sealStick({ container, files: [] }, key)],
    ['a file with an attachment more', await sealStick({ container, files: [file, stranger] }, key)],
    ['a file with another attachment', await sealStick({ container, files: [stranger] }, key)],
  ] as const) {
    const { taken } = await importFile(bad);
    hold(!taken, `${what} was taken in`);
    const { wanted, heads } = await talk.send({});
    hold(!heads.some(({ station }) => station === chain.station), `${what} was half taken in`);
    hold(wanted.includes(file.sha256), `the attachment of ${what} was kept`);
  }
  const first = await answerOf(talk, await importFile(whole), container);
  const again = await answerOf(talk, await importFile(whole), container);
  hold(same(first.feed, again.feed), 'the same stick file again has another answer');
  const { wanted, heads } = await talk.send({});
  hold(!wanted.includes(file.sha256), 'the attachment beside a stick file was not kept');
  hold(
    same(
      heads.find(({ station }) => station === chain.station),
      chain.head(),
    ),
    'the records of a stick file were not kept',
  );
  // Wire and stick in turn: what follows by wire joins.
  chain.append(plain);
  const said = await saidOf(talk, chain.station, [chain.run(2)]);
  hold(judgedAs(said, { seq: 2 }) === 'accepted', 'what follows a stick file by wire did not join');
}

/** What an office reads in its answer file. */
async function answerOf(
  { office, client }: Conversation,
  { taken, answer }: Awaited<ReturnType<Hands['importFile']>>,
  container: Uint8Array,
) {
  hold(taken && answer !== null, 'a whole stick file was refused');
  const { encrypt } = office.keys;
  const opened = await openStick(answer, {
    findSecret: (kid) => (kid === encrypt.public.kid ? encrypt.secret : undefined),
  });
  hold(opened.ok, 'the answer file is not sealed to the office');
  const payload = await client.read(opened.value.container);
  hold(payload.type === 'province-parcel', 'a whole stick file was answered with a refusal');
  hold(payload.answers === containerSha256(container), 'the answer file names another container');
  const beside = opened.value.files.map(({ sha256 }) => sha256);
  hold(
    payload.files === undefined || same(payload.files, beside),
    'beside the answer lies what it does not name',
  );
  return payload;
}
