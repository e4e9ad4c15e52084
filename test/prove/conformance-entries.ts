import { officeDate } from '#shared/base/index.ts';
import { carryRun } from '#shared/exchange/index.ts';
import { type Conversation, hold, type Rule } from './conformance-context.ts';
import { deskOf, givenBack, headOf, judgedAs, nameOf, plain, same } from './conformance-desk.ts';

/** Rules on runs, verdicts, forks and what is given back. */
export const ENTRY_RULES: readonly Rule[] = [
  {
    id: 'P5',
    async run(talk) {
      const chains = [talk.office.newChain(), talk.office.newChain()];
      for (const chain of chains) for (let seq = 0; seq < 3; seq += 1) chain.append(plain);
      const { heads, refused } = await talk.send({ runs: chains.map((chain) => chain.run()) });
      hold(refused.length === 0, 'runs of two stations in one parcel were refused');
      for (const chain of chains) {
        const head = heads.find(({ station }) => station === chain.station);
        hold(same(head, chain.head()), 'the head that was told is not the last entry that was sent');
      }
    },
  },
  {
    id: 'P6',
    async run(talk) {
      const chain = talk.office.newChain();
      for (let seq = 0; seq < 4; seq += 1) chain.append(plain);
      const before = await talk.lastNumber();
      const container = await talk.office.seal(
        talk.office.parcel(talk.province, { runs: [chain.run(1, 3)], after: before }),
      );
      const first = await talk.client.parcels(container);
      const second = await talk.client.parcels(container);
      if (first.type !== 'province-parcel' || second.type !== 'province-parcel') {
        return hold(false, 'a parcel was refused that is right');
      }
      hold(same(first.feed, second.feed), 'the same parcel again has another answer');
      const { feed } = await talk.send({ runs: [chain.run(2, 4)], after: first.feed.upTo });
      hold(feed.verdicts.length === 1, 'a run that repeats and adds was not answered for what it adds alone');
      await talk.send({ runs: [chain.run(1, 2)], after: feed.upTo });
      hold((await talk.lastNumber()) === feed.upTo, 'a run that repeats made new verdicts');
      hold(same(await headOf(talk, chain.station), chain.head()), 'a run that repeats moved the head');
    },
  },
  {
    id: 'P7',
    async run(talk) {
      const chain = talk.office.newChain();
      for (let seq = 0; seq < 5; seq += 1) chain.append(plain);
      const early = await talk.send({ runs: [chain.run(3, 4)] });
      hold(early.refused[0]?.code === 'does-not-join', 'a run without its beginning was not refused');
      hold(early.refused[0]?.head === null, 'a head was told where there is none');
      await talk.send({ runs: [chain.run(1, 2)] });
      const late = await talk.send({ runs: [chain.run(4, 5)] });
      hold(late.refused[0]?.code === 'does-not-join', 'a run with a gap before it was not refused');
      hold(late.refused[0]?.head?.seq === 2, 'the refusal does not name the head');
      hold((await headOf(talk, chain.station))?.seq === 2, 'something waits out of order');
      hold((await talk.send({ runs: [chain.run(3, 5)] })).refused.length === 0, 'what joins was refused');
    },
  },
  {
    id: 'P8',
    async run(talk) {
      const chain = talk.office.newChain();
      for (let seq = 0; seq < 3; seq += 1) chain.append(plain);
      const whole = chain.run();
      const otherBody = {
        ...whole,
        entries: whole.entries.map((entry, at) => (at === 1 ? { ...entry, body: '{"note":"y"}' } : entry)),
      };
      const changed = await talk.send({ runs: [otherBody] });
      hold(changed.refused[0]?.code === 'broken-chain', 'another body under the same hash was taken in');
      const otherTime = {
        ...whole,
        entries: whole.entries.map((entry, at) => (at === 2 ? { ...entry, mono: 1 } : entry)),
      };
      const broken = await talk.send({ runs: [otherTime] });
      hold(broken.refused[0]?.code === 'broken-chain', 'a clock that goes back was taken in');
      hold(broken.refused[0]?.seq === 3, 'the refusal does not name the entry');
      hold((await headOf(talk, chain.station))?.seq === 2, 'what came before the break was not kept');
      hold((await talk.send({ runs: [whole] })).refused.length === 0, 'the true run was refused afterwards');
    },
  },
  {
    id: 'P9',
    async run(talk) {
      const chain = talk.office.newChain();
      for (let seq = 0; seq < 3; seq += 1) chain.append(plain);
      chain.append({ kind: 'dossier-received', v: 3, body: { nothing: 'of it fits' } });
      await talk.send({ runs: [chain.run()] });
      const states = await talk.verdicts(chain.station);
      hold(states.size === 4, 'an entry that was taken in has no verdict');
      hold(states.get(3) === 'accepted' && states.get(4) === 'rejected', 'a malformed body was not rejected');
      const last = await talk.lastNumber();
      const { feed } = await talk.send({ after: last - 1 });
      hold(
        feed.verdicts.length === 1 && feed.verdicts[0]?.n === last,
        'the list does not go on after the cursor',
      );
      hold(same((await talk.send({ after: last - 1 })).feed, feed), 'a lost answer does not come again');
    },
  },
  {
    id: 'P10',
    async run(talk) {
      const chain = talk.office.newChain();
      chain.append({ kind: 'dossier-received', v: 3, body: { nothing: 'of it fits' } });
      await talk.send({ runs: [chain.run()] });
      const before = await talk.lastNumber();
      const { feed } = await talk.send({
        after: before,
        asks: { retry: [{ station: chain.station, seq: 1 }] },
      });
      const [verdict] = feed.verdicts;
      hold(verdict?.state === 'rejected', 'an entry that was tried again has no new verdict');
      hold(verdict.station === chain.station && verdict.seq === 1, 'another entry was tried again');
      hold(verdict.message !== '' && verdict.code !== '', 'a rejection without code and reason');
      hold(
        same(await givenBack(talk, chain.station), [chain.run()]),
        'a rejected entry was not kept as it came',
      );
      await settled(talk, 'ours');
      await settled(talk, 'theirs');
    },
  },
  {
    id: 'P11',
    async run(talk) {
      const chain = talk.office.newChain();
      for (let seq = 0; seq < 3; seq += 1) chain.append(plain);
      await talk.send({ runs: [chain.run()] });
      const after = await talk.lastNumber();
      // The same station goes on from entry 1 another way: a copy of the database.
      const copy = chain.entries.splice(1);
      chain.append({ ...plain, body: { note: 'of a copy' } });
      const fork = chain.append({ ...plain, body: { note: 'of a copy, too' } });
      const { feed } = await talk.send({ runs: [chain.run()], after });
      hold(feed.verdicts.length === 2, 'the entries of a fork have no verdicts');
      for (const verdict of feed.verdicts) {
        hold(verdict.state === 'conflict' && verdict.code === 'other-entry', 'a fork is not in conflict');
      }
      const [, second] = feed.verdicts;
      hold(second?.state === 'conflict' && second.hash === fork.entry.hash, 'a verdict names another entry');
      chain.entries.splice(1, 2, ...copy);
      hold(same(await headOf(talk, chain.station), chain.head()), 'a fork took the place of the first');
      hold(same(await givenBack(talk, chain.station), [chain.run()]), 'a fork changed the first');
    },
  },
  {
    id: 'P12',
    async run(talk) {
      const chain = talk.office.newChain();
      for (let seq = 0; seq < 5; seq += 1) chain.append(plain);
      await talk.send({ runs: [chain.run()] });
      hold(same(await givenBack(talk, chain.station), [chain.run()]), 'a lost station was not given back');
      const older = chain.entries[1]?.entry;
      hold(older !== undefined, 'no entry');
      const { missing } = await talk.send({
        heads: [{ station: chain.station, seq: older.seq, hash: older.hash }],
      });
      const run = missing.find(({ station }) => station === chain.station);
      hold(same(run, carryRun(chain.entries.slice(2))), 'what a restored office lacks was not given back');
      const whole = chain.head();
      hold(whole !== null, 'no head');
      const none = await talk.send({ heads: [whole] });
      hold(!none.missing.some(({ station }) => station === chain.station), 'an office was given what it has');
    },
  },
  {
    id: 'P20',
    async run(talk) {
      const day = officeDate(Date.now());
      const count = async () =>
        (await talk.send({ asks: { days: [day] } })).days.find((one) => one.day === day);
      const before = await count();
      hold(before !== undefined, 'no count of a day that was asked for');
      const chain = talk.office.newChain();
      for (let seq = 0; seq < 3; seq += 1) chain.append(plain);
      chain.append({ kind: 'dossier-received', v: 3, body: { nothing: 'of it fits' } });
      await talk.send({ runs: [chain.run()] });
      await talk.send({ runs: [chain.run()] });
      const then = await count();
      hold(then?.accepted === before.accepted + 3, 'accepted entries are counted otherwise');
      hold(then.rejected === before.rejected + 1, 'rejected entries are counted otherwise');
      hold(then.conflict === before.conflict, 'conflicts are counted otherwise');
    },
  },
];

/**
 * Two dossiers of one code are in conflict until a person decides: `ours` holds as if it had come first, with `theirs`
 * everything stays as it was; both stay in the record.
 */
async function settled(talk: Conversation, keep: 'ours' | 'theirs'): Promise<void> {
  const desk = await deskOf(talk);
  const first = desk.receive();
  const second = desk.receive({ serial: first.serial });
  const told = await desk.say();
  hold(judgedAs(told, second) === 'conflict: code-taken', 'a code that is taken was no conflict');
  const kept = await desk.back(second.seq);
  hold(same(kept, desk.carried(second.seq)), 'an entry in conflict was not kept as it came');
  const { station, seq, hash } = second.entry.entry;
  const decision = desk.append({
    kind: 'conflict-settled',
    subject: second.id,
    body: { of: { station, seq, hash }, keep, note: 'đã gọi hỏi người dân' },
  });
  const then = await desk.say();
  hold(judgedAs(then, decision) === 'accepted', 'a person’s decision was not accepted');
  hold(judgedAs(then, second) === 'accepted', `a conflict stays open that was settled for ${keep}`);
  const third = desk.receive({ serial: first.serial });
  const last = (await desk.say()).get(third.seq);
  const holder = keep === 'ours' ? second : first;
  hold(last?.state === 'conflict', 'a code that was in conflict is free');
  hold(same(last.against, nameOf(holder.entry)), `another version holds than the one settled for ${keep}`);
}
