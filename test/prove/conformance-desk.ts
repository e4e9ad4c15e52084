import { type CarriedEntry, carry, type Lease, type Run, type Verdict } from '#shared/exchange/index.ts';
import { type PlainChain, receptionBody } from '../fixtures/exchange-office.ts';
import { type Conversation, hold } from './conformance-context.ts';

type PlainEntry = PlainChain['entries'][number];

export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
export const plain = { kind: 'kind-of-a-later-release', body: { note: 'x' } };

/** The name of an entry, as verdicts speak of others. */
export const nameOf = ({ entry: { station, seq, hash } }: PlainEntry) => ({ station, seq, hash });

/** What the server holds of a station, as its answer says. */
export async function headOf({ send }: Conversation, station: string) {
  return (await send({})).heads.find((head) => head.station === station);
}

/** The entries of a station that are given back to an office which has none of it. */
export async function givenBack({ send }: Conversation, station: string): Promise<Run[]> {
  return (await send({ heads: [] })).missing.filter((run) => run.station === station);
}

/** An entry that was appended. */
export type Appended = { seq: number; entry: PlainEntry };
/** A reception that was appended. */
export type Received = Appended & { id: string; code: string; serial: number; body: ReceptionBody };
type ReceptionBody = ReturnType<typeof receptionBody>['body'];

/** A station with numbers, at which rules are tried one after another: each lease takes of what an office may have. */
export type PlainDesk = {
  readonly chain: PlainChain;
  readonly lease: Lease;
  /** A serial of the lease that nothing uses yet. */
  nextSerial(): number;
  append(entry: Parameters<PlainChain['append']>[0]): Appended;
  /** Appends a reception, of today and the next serial unless told otherwise; `change`: of the dossier. */
  receive(of?: {
    serial?: number;
    day?: string;
    agencyCode?: string;
    v?: 1 | 2 | 3;
    change?: Record<string, unknown>;
  }): Received;
  /** Sends what was not sent yet; gives the last thing that is said of each entry of this station from now on. */
  say(): Promise<Map<number, Verdict>>;
  /** An entry as it is given back to an office that lacks it. */
  back(seq: number): Promise<CarriedEntry | undefined>;
  /** An entry as it was sent. */
  carried(seq: number): CarriedEntry | undefined;
};

/** `accepted`, or the state with its code. */
export function judgedAs(said: ReadonlyMap<number, Verdict>, { seq }: { seq: number }): string {
  const verdict = said.get(seq);
  if (verdict === undefined) return 'nothing';
  return verdict.state === 'accepted' ? verdict.state : `${verdict.state}: ${verdict.code}`;
}

/** Sends runs; gives the last thing that is said of each entry of a station from now on. */
export async function saidOf(
  talk: Conversation,
  station: string,
  runs: readonly Run[],
): Promise<Map<number, Verdict>> {
  const said = new Map<number, Verdict>();
  let { feed } = await talk.send({ runs: [...runs], after: await talk.lastNumber() });
  for (;;) {
    for (const verdict of feed.verdicts) {
      if (verdict.station !== station) continue;
      const [first, last] =
        verdict.state === 'accepted' ? [verdict.from, verdict.to] : [verdict.seq, verdict.seq];
      for (let seq = first; seq <= last; seq += 1) said.set(seq, verdict);
    }
    if (!feed.more) return said;
    ({ feed } = await talk.send({ after: feed.upTo }));
  }
}

const desks = new WeakMap<Conversation, Promise<PlainDesk>>();

/** The desk of a conversation, the same for every rule. */
export function deskOf(talk: Conversation): Promise<PlainDesk> {
  const desk = desks.get(talk) ?? openDesk(talk);
  desks.set(talk, desk);
  return desk;
}

async function openDesk(talk: Conversation): Promise<PlainDesk> {
  const { office, today } = talk;
  const { chain, lease } = await talk.leasedChain();
  const { station } = chain;
  let serial = lease.firstSerial - 1;
  let sent = 0;
  const append: PlainDesk['append'] = (entry) => {
    const appended = chain.append(entry);
    return { seq: appended.entry.seq, entry: appended };
  };
  const nextSerial = () => {
    serial += 1;
    hold(serial <= lease.lastSerial, 'a lease of fewer serials than these rules need');
    return serial;
  };
  return {
    chain,
    lease,
    nextSerial,
    append,
    receive({
      serial: used = nextSerial(),
      day = today,
      agencyCode = office.agencyCode,
      v = 3,
      change,
    } = {}) {
      const { id, code, body } = receptionBody(agencyCode, day, used, change, v);
      return { ...append({ kind: 'dossier-received', v, subject: id, body }), id, code, serial: used, body };
    },
    async say() {
      const runs = chain.entries.length === sent ? [] : [chain.run(sent + 1)];
      sent = chain.entries.length;
      return saidOf(talk, station, runs);
    },
    async back(seq) {
      const before = chain.entries[seq - 2]?.entry;
      const heads = before === undefined ? [] : [{ station, seq: seq - 1, hash: before.hash }];
      const { missing } = await talk.send({ heads });
      return missing.find((run) => run.station === station && run.first === seq)?.entries[0];
    },
    carried(seq) {
      const found = chain.entries[seq - 1];
      return found === undefined ? undefined : carry(found.entry, found.salt, found.body);
    },
  };
}
