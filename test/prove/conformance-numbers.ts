import type { Lease } from '#shared/exchange/index.ts';
import { leaseRequest, receptionBody } from '../fixtures/exchange-office.ts';
import cancelled from '../upgrade/samples/dossier-cancelled.v1.json' with { type: 'json' };
import { type Conversation, hold, type Rule, randomBytes } from './conformance-context.ts';
import { deskOf, judgedAs, nameOf, type PlainDesk, type Received, saidOf, same } from './conformance-desk.ts';

const DAY_MS = 86_400_000;
/** A day so many days after another, `YYYY-MM-DD`. */
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const overlap = (one: Lease, other: Lease): boolean =>
  one.firstDay <= other.lastDay &&
  other.firstDay <= one.lastDay &&
  one.firstSerial <= other.lastSerial &&
  other.firstSerial <= one.lastSerial;

/** Holds that another dossier of the same code is in conflict with the entry that has it. */
async function takenBy(desk: PlainDesk, holder: Received, what: string): Promise<void> {
  const other = desk.receive({ serial: holder.serial });
  const verdict = (await desk.say()).get(other.seq);
  hold(verdict?.state === 'conflict' && verdict.code === 'code-taken', what);
  hold(
    same(verdict.against, nameOf(holder.entry)),
    'a conflict names another entry than the one that has the code',
  );
}

/** Rules on numbers and leases. */
export const NUMBER_RULES: readonly Rule[] = [
  {
    id: 'L1',
    async run(talk) {
      const desk = await deskOf(talk);
      const { office, today } = talk;
      const { lease } = desk;
      hold(lease.agencyCode === office.agencyCode, 'a lease of another agency');
      hold(lease.codeFormat === office.codeFormat, 'a lease of another format');
      hold(lease.firstSerial >= 1 && lease.firstSerial <= lease.lastSerial, 'a lease without a serial');
      const tomorrow = dayAfter(today, 1);
      hold(tomorrow <= lease.lastDay, 'a lease that ends today');
      const good = desk.receive();
      const sameSerial = desk.receive({ serial: good.serial, day: tomorrow });
      const last = desk.receive({ serial: lease.lastSerial, day: lease.lastDay });
      const beyond = desk.receive({ serial: lease.lastSerial + 1 });
      const after = desk.receive({ day: dayAfter(lease.lastDay, 1) });
      const before = desk.receive({ day: dayAfter(lease.firstDay, -1) });
      const elsewhere = desk.receive({ agencyCode: 'H98.99' });
      const said = await desk.say();
      for (const received of [good, sameSerial, last]) {
        hold(judgedAs(said, received) === 'accepted', 'a serial was not accepted on a day of its lease');
      }
      for (const [received, what] of [
        [beyond, 'a serial above the lease'],
        [after, 'a day after the lease'],
        [before, 'a day before the lease'],
      ] as const) {
        hold(judgedAs(said, received) === 'rejected: number-not-leased', `${what} was not rejected`);
      }
      hold(
        judgedAs(said, elsewhere) === 'rejected: agency-not-yours',
        'a code of another agency was not rejected',
      );
    },
  },
  {
    id: 'L3',
    async run(talk) {
      const desk = await deskOf(talk);
      const holder = desk.receive();
      hold(judgedAs(await desk.say(), holder) === 'accepted', 'a reception was not accepted');
      await takenBy(desk, holder, 'a serial of a day was taken twice');
      const { hash } = holder.entry.entry;
      const cancelling = desk.append({
        kind: cancelled.kind,
        subject: holder.id,
        body: { ...cancelled.body, basedOn: { revision: 1, hash } },
      });
      hold(judgedAs(await desk.say(), cancelling) === 'accepted', 'a cancellation was not accepted');
      await takenBy(desk, holder, 'the serial of a cancelled dossier was taken again');
    },
  },
  {
    id: 'L4',
    async run(talk) {
      const desk = await deskOf(talk);
      const { office, today } = talk;
      const chain = office.newChain();
      const receive = (serial: number) => {
        const { id, body } = receptionBody(office.agencyCode, today, serial);
        return chain.append({ kind: 'dossier-received', v: 3, subject: id, body }).entry;
      };
      // A station that began after the office joined has no numbers of its own, not even ones that nobody has.
      const unleased = receive(9_999);
      const { endedAfter: _, ...granted } = desk.lease;
      chain.append({
        kind: 'lease-taken',
        subject: 'made-up',
        body: { ...granted, id: `made-up-${chain.station}`, station: chain.station },
      });
      const madeUp = receive(desk.nextSerial());
      const said = await saidOf(talk, chain.station, [chain.run()]);
      hold(
        judgedAs(said, unleased) === 'rejected: number-not-leased',
        'an office was its own issuer after it joined',
      );
      hold(
        judgedAs(said, madeUp) === 'rejected: number-not-leased',
        'a lease counted that the province never granted',
      );
    },
  },
  {
    id: 'L7',
    async run(talk) {
      const desk = await deskOf(talk);
      const { office, today } = talk;
      const letters = randomBytes(6).toString('hex').slice(0, 6).toUpperCase();
      const provisional = `TAM.${letters}`;
      const temporary = `${provisional}-${today.slice(2).replaceAll('-', '')}-0001`;
      const first = desk.receive({
        serial: 1,
        agencyCode: provisional,
        change: { codes: [{ code: temporary, kind: 'provisional' }] },
      });
      hold(
        judgedAs(await desk.say(), first) === 'accepted',
        'a provisional code was not accepted without a lease',
      );
      const serial = desk.nextSerial();
      const { code } = receptionBody(office.agencyCode, today, serial);
      const given = desk.append({
        kind: 'dossier-code-given',
        subject: first.id,
        body: { code, serial: { agencyCode: office.agencyCode, day: today, number: serial } },
      });
      hold(judgedAs(await desk.say(), given) === 'accepted', 'a code that was given later was not accepted');
      await takenBy(desk, { ...first, serial }, 'a code that was given later does not find its dossier');
      const again = desk.receive({
        serial: 1,
        agencyCode: provisional,
        change: { codes: [{ code: temporary, kind: 'provisional' }] },
      });
      hold(judgedAs(await desk.say(), again) === 'conflict: code-taken', 'a provisional code was forgotten');
      // What another system issued is nobody's own, and finds both.
      const foreign = { code: `NN.${letters}.1`, kind: 'elsewhere' };
      for (const _time of [1, 2]) {
        const used = desk.nextSerial();
        const own = { code: receptionBody(office.agencyCode, today, used).code, kind: 'own' };
        const received = desk.receive({ serial: used, change: { codes: [own, foreign] } });
        hold(judgedAs(await desk.say(), received) === 'accepted', 'a code issued elsewhere stood in the way');
      }
    },
  },
  {
    id: 'L9',
    async run(talk) {
      const { office, send, today } = talk;
      const stations = [office.newChain().station, office.newChain().station];
      const asked = await send({
        asks: { leases: stations.map((station) => leaseRequest(office, station, today)) },
      });
      const own = asked.leases.filter(({ station }) => stations.includes(station));
      for (const station of stations) {
        hold(
          own.some((lease) => lease.station === station),
          'a station that asked has no lease',
        );
      }
      for (const lease of own) {
        const others = asked.leases.filter(({ id }) => id !== lease.id);
        hold(!others.some((other) => overlap(lease, other)), 'two leases have a serial of one day in common');
      }
      const known = own.map(({ id }) => id);
      const again = await send({
        asks: { leases: stations.map((station) => leaseRequest(office, station, today, { known })) },
      });
      for (const lease of own) {
        const now = again.leases.find(({ id }) => id === lease.id);
        hold(
          now !== undefined && now.firstSerial === lease.firstSerial && now.firstDay === lease.firstDay,
          'a lease was granted to somebody else, or changed',
        );
      }
      await ended(talk);
    },
  },
  {
    id: 'L10',
    async run(talk) {
      const { office, today, send } = talk;
      const own = await talk.leasedChain();
      const other = await talk.leasedChain();
      const receive = (chain: typeof own.chain, serial: number) => {
        const { id, body } = receptionBody(office.agencyCode, today, serial);
        return chain.append({ kind: 'dossier-received', v: 3, subject: id, body }).entry.seq;
      };
      const leased = receive(own.chain, own.lease.lastSerial);
      const foreign = receive(own.chain, other.lease.firstSerial);
      const { feed } = await send({ runs: [own.chain.run(), other.chain.run()] });
      const states = await talk.verdicts(own.chain.station);
      hold(states.get(leased) === 'accepted', 'a serial of its own lease was not accepted');
      hold(states.get(foreign) === 'rejected', 'a serial of another station was not rejected');
      const all = [...feed.verdicts];
      hold(
        feed.more ||
          all.some((verdict) => verdict.state === 'rejected' && verdict.code === 'number-not-leased'),
        'a rejection for a serial has another code',
      );
    },
  },
  {
    id: 'L11',
    async run({ office, send, today }) {
      const { station } = office.newChain();
      const on = (leases: Awaited<ReturnType<typeof send>>['leases']) =>
        leases.filter(
          (lease) => lease.station === station && lease.firstDay <= today && today <= lease.lastDay,
        );
      const first = on((await send({ asks: { leases: [leaseRequest(office, station, today)] } })).leases);
      const serials = (leases: typeof first) =>
        leases.reduce((sum, { firstSerial, lastSerial }) => sum + lastSerial - firstSerial + 1, 0);
      const request = leaseRequest(office, station, today, {
        known: first.map(({ id }) => id),
        short: [{ day: today, more: 10 }],
      });
      const more = on((await send({ asks: { leases: [request] } })).leases);
      hold(serials(more) >= serials(first) + 10, 'no more serials for a day that is nearly used up');
      const [days] = first.map(({ lastDay }) => (Date.parse(lastDay) - Date.parse(today)) / 86_400_000);
      hold((days ?? 0) >= 20, 'a lease that ends within days: an office would be warned from the start');
    },
  },
];

/** What a station that ended gets, and what becomes of its serials: somebody has to end one by hand. */
async function ended({ office, send, today, hands, leasedChain, missed }: Conversation): Promise<void> {
  if (hands === null) return missed('a station that ended gets no numbers (--hands)');
  const { chain, lease } = await leasedChain();
  const { station } = chain;
  await send({ runs: [chain.run()] });
  await hands.endStation(office.id, station);
  const request = leaseRequest(office, station, today, {
    known: [lease.id],
    short: [{ day: dayAfter(today, 1), more: 10 }],
  });
  const asked = (await send({ asks: { leases: [request] } })).leases.filter((one) => one.station === station);
  hold(
    asked.every(({ id, endedAfter }) => id === lease.id && endedAfter !== null && endedAfter <= today),
    'a station that ended was granted numbers, or its lease goes on',
  );
  const next = await leasedChain();
  hold(!overlap(lease, next.lease), 'serials of a station that ended were granted again');
}
