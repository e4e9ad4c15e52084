import { carryRun } from '#shared/exchange/index.ts';
import { hold, type Rule } from './conformance-context.ts';
import {
  deskOf,
  givenBack,
  headOf,
  judgedAs,
  type PlainDesk,
  plain,
  type Received,
} from './conformance-desk.ts';

const erasing = (subject: string, station: string, targets: readonly { seq: number; kept?: unknown }[]) => ({
  kind: 'erased',
  subject,
  body: {
    targets: targets.map((target) => ({ chain: 'exchange', station, ...target })),
    ground: 'theo quyết định thử',
  },
});

/** What the kind of a reception keeps (J12). */
const keptOf = ({ code, body: { dossier, serial } }: Received) => ({
  codes: [{ code, kind: 'own' }],
  serial,
  register: dossier['register'],
  requestId: 'r-1',
  receivedAt: dossier['receivedAt'],
  procedure: { code: '1.004964', name: 'Đăng ký khai sinh' },
});

/** Leaves an entry of the chain without its body, as the office holds it after an erasure. */
function bare({ chain }: PlainDesk, { seq, entry }: Received): void {
  chain.entries[seq - 1] = { ...entry, salt: null, body: null };
}

/** Rules on erasures. */
export const ERASURE_RULES: readonly Rule[] = [
  {
    id: 'J11',
    async run(talk) {
      const { office } = talk;
      const chain = office.newChain();
      const { station } = chain;
      chain.append({ ...plain, subject: 'one' });
      chain.append({ ...plain, subject: 'two' });
      chain.append(erasing('one', station, [{ seq: 1 }, { seq: 2 }]));
      chain.append(erasing('one', station, [{ seq: 3 }]));
      const { refused } = await talk.send({ runs: [chain.run()] });
      hold(refused.length === 0, 'an erasure was refused');
      const [run] = await givenBack(talk, station);
      hold(run !== undefined && run.entries.length === 4, 'an envelope is gone');
      const [one, two, three, four] = run.entries;
      hold(one !== undefined && !('body' in one), 'a body that was erased is there');
      hold(one.bodyHash === chain.entries[0]?.entry.bodyHash, 'the hash of an erased body is gone');
      hold(two !== undefined && 'body' in two, 'an entry of another subject was erased');
      hold(three !== undefined && 'body' in three, 'an erasing entry was erased');
      hold(four !== undefined && 'body' in four, 'the last erasing entry was erased');
      hold((await headOf(talk, station))?.hash === chain.head()?.hash, 'an erasure changed the chain');
      // An old file with the body still in it brings nothing back.
      await talk.send({ runs: [chain.run()] });
      const again = (await givenBack(talk, station))[0]?.entries[0];
      hold(again !== undefined && !('body' in again), 'an old parcel brought an erased body back');
    },
  },
  {
    id: 'J12',
    async run(talk) {
      const desk = await deskOf(talk);
      const taken = async (gone: Received, when: string) => {
        const other = desk.receive({ serial: gone.serial });
        const judged = judgedAs(await desk.say(), other);
        hold(
          judged === 'conflict: code-taken',
          `the code of a dossier that was erased ${when} is free again`,
        );
      };
      const first = desk.receive();
      hold(judgedAs(await desk.say(), first) === 'accepted', 'a reception was not accepted');
      desk.append(erasing(first.id, desk.chain.station, [{ seq: first.seq, kept: keptOf(first) }]));
      await desk.say();
      await taken(first, 'after it came');
      // Erased at the office before the province saw it: only what was kept tells of its number.
      const second = desk.receive();
      bare(desk, second);
      const order = desk.append(
        erasing(second.id, desk.chain.station, [{ seq: second.seq, kept: keptOf(second) }]),
      );
      hold(judgedAs(await desk.say(), order) === 'accepted', 'an erasure was not accepted');
      await taken(second, 'before it came');
    },
  },
  {
    id: 'P15',
    async run(talk) {
      const desk = await deskOf(talk);
      const { station } = desk.chain;
      const gone = async ({ seq, entry: { entry } }: Received, when: string) => {
        const text = JSON.stringify(await desk.back(seq));
        hold(!text.includes('Rừng Xanh'), `a body that was erased ${when} was given out`);
        hold(text.includes(entry.bodyHash), 'the envelope of an erased entry is gone');
      };
      const first = desk.receive();
      hold(judgedAs(await desk.say(), first) === 'accepted', 'a reception was not accepted');
      desk.append(erasing(first.id, station, [{ seq: first.seq }]));
      await desk.say();
      await gone(first, 'after it came');
      const whole = carryRun([first.entry]);
      bare(desk, first);
      for (const run of [carryRun([desk.chain.entries[first.seq - 1] ?? first.entry]), whole]) {
        const { refused } = await talk.send({ runs: [run] });
        hold(
          refused.length === 0,
          'an erased entry could not travel as its envelope, or again with its body',
        );
        await gone(first, 'and came once more');
      }
      // The order comes before what it names, from another station.
      const second = desk.receive();
      const other = talk.office.newChain();
      other.append(erasing(second.id, station, [{ seq: second.seq }]));
      await talk.send({ runs: [other.run()] });
      await desk.say();
      await gone(second, 'before it came');
      bare(desk, second);
    },
  },
];
