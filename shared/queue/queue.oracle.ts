/**
 * A second, slow reading of the rules, made of plain lists: it goes through the entries of the journal about the hall and
 * says of each whether it was right. It shares no code with the rules that the office uses.
 */
export type OracleEntry = { kind: string; at: string; actor: string; body: unknown };

type Group = { id: string; letter: string };
type Counter = { number: number; groups: string[] };
export type OracleSettings = { groups: Group[]; counters: Counter[]; ordinaryBetweenPriorities: number };

export type OracleTicket = {
  id: string;
  number: string;
  day: string;
  group: string;
  /** The group in which its number was given. */
  issuedIn: string;
  priority: boolean;
  state: string;
  counter: number | null;
  onlyFor: number | null;
  /** Order in which it waits: number of the entry since which it does. */
  since: number;
  /** It was sent to the end of the line before. */
  skipped: boolean;
  calls: number;
  issuedAt: string;
  firstCalledAt: string | null;
};

type Issued = {
  id: string;
  letter: string;
  serial: number;
  group: string;
  day: string;
  priority: string | null;
};
type Moved = { id: string; step: string; counter: number; to: { group?: string; counter?: number } | null };
type Sat = { counter: number; state: string; person: string | null };
type Ended = { lapsed: string[]; finished: string[]; closed: number[] };

/** From which states a step may be taken, and to which it leads, one line each. */
const STEPS = [
  'call: waiting > called',
  'recall: called > called',
  'skip: called > waiting',
  'transfer: called > waiting',
  'hold: called > held',
  'finish: called > finished',
  'finish: held > finished',
  'no-show: called > no-show',
  'no-show: held > no-show',
  'return: held > called',
  'return: no-show > called',
  'return: lapsed > called',
  'return: finished > called',
];

export type OracleOutcome = {
  /** What was wrong, in words; empty where every entry was right. */
  faults: string[];
  tickets: OracleTicket[];
  /** Tickets called, in order, with the counter; recalls left out. */
  calls: {
    ticket: string;
    counter: number;
    priority: boolean;
    group: string;
    day: string;
    /** It was skipped before: it has had its place among the ordinary ones. */
    again: boolean;
    /** Somebody of its group waited for longer and was not preferred. */
    overtook: boolean;
  }[];
};

const isThere = ({ state }: OracleTicket) => state === 'waiting' || state === 'called' || state === 'held';
const isTwin = (one: OracleTicket, other: OracleTicket) => one !== other && one.number === other.number;

/** Goes through every entry from the beginning. Entries of other kinds are passed over. */
export function replayQueue(entries: readonly OracleEntry[], first: OracleSettings): OracleOutcome {
  let settings = first;
  const tickets: OracleTicket[] = [];
  const calls: OracleOutcome['calls'] = [];
  const faults: string[] = [];
  const seats = new Map<number, { state: string; person: string | null }>();
  const inactive = new Set<string>();
  const doubted = new Set<string>();

  entries.forEach((entry, order) => {
    const wrong = (what: string) => faults.push(`entry ${order} (${entry.kind}): ${what}`);
    const find = (id: string) => tickets.find((ticket) => ticket.id === id);
    switch (entry.kind) {
      case 'queue-changed':
        settings = (entry.body as { settings: OracleSettings }).settings;
        return;
      case 'station-begun': {
        const { reason } = entry.body as { reason: string };
        if (reason !== 'set-up' && reason !== 'first-mark') doubted.add(entry.at.slice(0, 10));
        return;
      }
      case 'user-active-set': {
        const { id, active } = entry.body as { id: string; active: boolean };
        if (active) inactive.delete(id);
        else inactive.add(id);
        return;
      }
      case 'counter-changed': {
        const body = entry.body as Sat;
        if (body.person !== null) {
          for (const [number, seat] of seats) {
            if (number !== body.counter && seat.person === body.person)
              wrong(`${body.person} sits at ${number}, too`);
          }
        }
        if (
          body.state === 'closed' &&
          tickets.some((one) => one.state === 'called' && one.counter === body.counter)
        )
          wrong(`counter ${body.counter} closed with a ticket at it`);
        seats.set(body.counter, { state: body.state, person: body.person });
        return;
      }
      case 'queue-day-ended': {
        const body = entry.body as Ended;
        for (const id of [...body.lapsed, ...body.finished]) {
          const ticket = find(id);
          if (ticket === undefined || ticket.day >= entry.at.slice(0, 10)) {
            wrong(`${id} is not of a day before`);
            continue;
          }
          if (body.finished.includes(id) !== (ticket.state === 'called')) wrong(`${id} was ${ticket.state}`);
          ticket.state = body.finished.includes(id) ? 'finished' : 'lapsed';
        }
        for (const number of body.closed) seats.set(number, { state: 'closed', person: null });
        return;
      }
      case 'ticket-issued': {
        const body = entry.body as Issued;
        const number = `${body.letter}${String(body.serial).padStart(3, '0')}`;
        if (body.day !== entry.at.slice(0, 10)) wrong(`${number} stands in ${body.day}`);
        if (tickets.some((one) => one.day === body.day && one.number === number))
          wrong(`${number} given twice on ${body.day}`);
        // Neither a letter nor a group begins anew within a day, also where an administrator exchanged them, nor while
        // somebody waits with a number of another day, as after a clock that ran ahead.
        const highest = Math.max(
          0,
          ...tickets
            .filter((one) => one.day === body.day || isThere(one))
            .filter((one) => one.number[0] === body.letter || one.issuedIn === body.group)
            .map((one) => Number(one.number.slice(1))),
        );
        // After an older copy was put back numbers go on behind a gap: what was given since is in people's hands.
        const isRight = doubted.has(body.day) ? body.serial > highest : body.serial === highest + 1;
        if (!isRight) wrong(`${number} after ${highest}`);
        tickets.push({
          id: body.id,
          number,
          day: body.day,
          group: body.group,
          issuedIn: body.group,
          priority: body.priority !== null,
          state: 'waiting',
          counter: null,
          onlyFor: null,
          since: order,
          skipped: false,
          calls: 0,
          issuedAt: entry.at,
          firstCalledAt: null,
        });
        return;
      }
      case 'ticket-moved': {
        const body = entry.body as Moved;
        const ticket = find(body.id);
        if (ticket === undefined) {
          wrong(`${body.id} was never issued`);
          return;
        }
        const seat = seats.get(body.counter);
        if (seat === undefined || seat.state === 'closed') wrong(`counter ${body.counter} is closed`);
        if (body.step === 'call' || body.step === 'recall' || body.step === 'return') {
          if (seat?.state === 'paused') wrong(`counter ${body.counter} pauses`);
        }
        if (ticket.state === 'called' && ticket.counter !== body.counter)
          wrong(`${ticket.number} stands at ${ticket.counter}, not at ${body.counter}`);
        if (body.step === 'return' && tickets.some((one) => isThere(one) && isTwin(one, ticket)))
          wrong(`${ticket.number} taken back beside another one`);
        if (body.step === 'call' || body.step === 'return') {
          if (tickets.some((one) => one.state === 'called' && one.counter === body.counter))
            wrong(`counter ${body.counter} serves already`);
        }
        if (body.step === 'call') {
          const expected = whoIsNext(body.counter, entry.at.slice(0, 10));
          if (expected !== ticket)
            wrong(`${ticket.number} called at ${body.counter} instead of ${expected?.number ?? 'nobody'}`);
          calls.push({
            ticket: ticket.id,
            counter: body.counter,
            priority: ticket.priority,
            group: ticket.group,
            day: entry.at.slice(0, 10),
            again: ticket.skipped,
            overtook: tickets.some(
              (one) =>
                one.state === 'waiting' &&
                one.group === ticket.group &&
                one.since < ticket.since &&
                one.onlyFor === null,
            ),
          });
        }
        const to = STEPS.find((line) => line.startsWith(`${body.step}: ${ticket.state} >`))?.split('> ')[1];
        if (to === undefined) {
          wrong(`${body.step} of ${ticket.number}, which is ${ticket.state}`);
          return;
        }
        ticket.state = to;
        if (to === 'called') ticket.counter = body.counter;
        if (body.step === 'call' || body.step === 'recall') {
          ticket.calls += 1;
          ticket.firstCalledAt ??= entry.at;
        }
        if (body.step === 'skip') {
          ticket.since = order;
          ticket.skipped = true;
        }
        if (body.step === 'transfer') {
          if (body.to?.group !== undefined) {
            ticket.group = body.to.group;
            ticket.onlyFor = null;
          } else {
            ticket.onlyFor = body.to?.counter ?? null;
          }
        }
        return;
      }
      default:
    }
  });
  return { faults, tickets, calls };

  /** The whole line of a counter, read from its beginning. */
  function whoIsNext(number: number, day: string): OracleTicket | undefined {
    const served = settings.counters.find((counter) => counter.number === number)?.groups ?? [];
    const isKnown = (group: string) => settings.groups.some(({ id }) => id === group);
    const bindsNobody = (other: number) => {
      const seat = seats.get(other);
      return (
        seat === undefined || seat.state !== 'open' || (seat.person !== null && inactive.has(seat.person))
      );
    };
    const line = tickets
      .filter((ticket) => ticket.state === 'waiting')
      .filter((ticket) => {
        if (ticket.onlyFor === number) return true;
        if (ticket.onlyFor !== null && !bindsNobody(ticket.onlyFor)) return false;
        return served.includes(ticket.group) || !isKnown(ticket.group);
      })
      .sort((one, other) => one.since - other.since);
    const head = line[0];
    if (head === undefined || head.priority) return head;
    const preferred = line.find((ticket) => ticket.priority && ticket.group === head.group);
    if (preferred === undefined) return head;
    const ofGroup = calls
      .filter((call) => call.group === head.group && call.day === day)
      .filter((call) => call.priority || !call.again);
    const lastPreferred = ofGroup.findLastIndex((call) => call.priority);
    const ordinaryAfter = ofGroup.length - 1 - lastPreferred;
    return lastPreferred < 0 || ordinaryAfter >= settings.ordinaryBetweenPriorities ? preferred : head;
  }
}
