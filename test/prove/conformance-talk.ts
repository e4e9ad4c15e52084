import { containerSha256 } from '#main/parcels/index.ts';
import { officeDate } from '#shared/base/index.ts';
import { EXCHANGE_CODES, PARCELS_PATH, type Verdict } from '#shared/exchange/index.ts';
import type { ExchangeClient } from '../fixtures/exchange-client.ts';
import { leaseRequest, type PlainOffice } from '../fixtures/exchange-office.ts';
import { type Conversation, type Hands, hold } from './conformance-context.ts';

/** Verdicts on a station are asked for in pages; no server needs more of them. */
const MOST_PAGES = 200;

/** The conversation of an office that was let in. `province`: the id that the enrolment named. */
export function createConversation(
  client: ExchangeClient,
  office: PlainOffice,
  province: string,
  { hands, missed }: { hands: Hands | null; missed: (what: string) => void },
): Conversation {
  const today = officeDate(Date.now());
  const talk: Conversation = {
    client,
    office,
    province,
    today,
    hands,
    missed,
    async send(content, key) {
      const parcel = office.parcel(province, content);
      const bytes = await office.seal(parcel, key);
      const answer = await client.parcels(bytes);
      if (answer.type !== 'province-parcel') {
        hold(false, `a parcel was refused that is right: ${answer.code}, ${answer.message}`);
      }
      hold(answer.from === province, 'the answer is from somebody else');
      hold(answer.to === office.id, 'the answer is for somebody else');
      hold(answer.answers === containerSha256(bytes), 'the answer names another container');
      hold(answer.feed.after === parcel.after, 'the list does not begin at the cursor');
      hold(
        answer.feed.verdicts.every(({ n }, at) => n === parcel.after + at + 1),
        'numbers of verdicts have a gap',
      );
      hold(
        answer.feed.upTo === (answer.feed.verdicts.at(-1)?.n ?? parcel.after),
        'upTo is not the last number',
      );
      return answer;
    },
    async refused(bytes, codes) {
      const { status, bytes: signed } = await client.post(PARCELS_PATH, bytes);
      hold(status === 200, `status ${status} instead of a signed refusal`);
      const answer = await client.read(signed);
      hold(answer.type === 'province-refusal', `taken in, instead of refused as ${codes.join(' or ')}`);
      hold(answer.answers === containerSha256(bytes), 'the refusal names another container');
      hold(answer.from === province, 'the refusal is from somebody else');
      hold(answer.code in EXCHANGE_CODES, `the code ${answer.code} is in no list`);
      hold(codes.includes(answer.code), `refused as ${answer.code} instead of ${codes.join(' or ')}`);
      hold(answer.message !== '', 'a refusal without a sentence for people');
      return answer.code;
    },
    async verdicts(station) {
      const states = new Map<number, Verdict['state']>();
      let after = 0;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { feed } = await talk.send({ after });
        for (const verdict of feed.verdicts) {
          if (verdict.station !== station) continue;
          const [first, last] =
            verdict.state === 'accepted' ? [verdict.from, verdict.to] : [verdict.seq, verdict.seq];
          for (let seq = first; seq <= last; seq += 1) states.set(seq, verdict.state);
        }
        after = feed.upTo;
        if (!feed.more) return states;
      }
      hold(false, 'the list of verdicts has no end');
      return states;
    },
    async leasedChain() {
      const chain = office.newChain();
      const { leases } = await talk.send({ asks: { leases: [leaseRequest(office, chain.station, today)] } });
      const lease = leases.find(
        ({ station, firstDay, lastDay, endedAfter }) =>
          station === chain.station && firstDay <= today && today <= lastDay && endedAfter === null,
      );
      hold(lease !== undefined, 'no lease for a station that asked for one');
      const { endedAfter: _, ...taken } = lease;
      chain.append({ kind: 'lease-taken', subject: lease.id, body: taken });
      return { chain, lease };
    },
    async lastNumber() {
      for (let after = 0; ; ) {
        const { feed } = await talk.send({ after });
        if (!feed.more) return feed.upTo;
        after = feed.upTo;
      }
    },
  };
  return talk;
}
