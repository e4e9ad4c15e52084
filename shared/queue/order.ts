/** A waiting ticket, as far as the order of calls looks at it. */
export type Waiting = {
  readonly id: string;
  readonly group: string;
  readonly priority: boolean;
  /** Rises with the moment since when it waits, whatever the clock said then; no two are the same. */
  readonly place: number;
  /** It was called before and sent to the end of the line; absent: no. */
  readonly skipped?: boolean;
};

/** How many ordinary tickets of a group were called since its last priority one of the day; null: none was yet. */
export type OrdinarySince = (group: string) => number | null;

/**
 * Which of the tickets that a counter may call is called next; undefined where nobody waits.
 *
 * Among the groups the one whose first ticket has waited longest; within it the priority ticket is due when
 * `ordinaryBetween` ordinary ones were called since the last priority one (or none was called today), and whenever it
 * has waited longer than the ordinary one: nobody waits longer for being preferred. So at most `ordinaryBetween`
 * ordinary tickets of a group are called between two priority ones while both wait, and, while priority tickets keep
 * coming, no fewer.
 *
 * The first of each group and kind suffices: whatever waits behind them changes nothing.
 */
export function chooseNext<Ticket extends Waiting>(
  waiting: readonly Ticket[],
  ordinarySince: OrdinarySince,
  ordinaryBetween: number,
): Ticket | undefined {
  const first = firstOf(waiting);
  if (first === undefined) return undefined;
  const group = waiting.filter((ticket) => ticket.group === first.group);
  const priority = firstOf(group.filter((ticket) => ticket.priority));
  const ordinary = firstOf(group.filter((ticket) => !ticket.priority));
  if (priority === undefined || ordinary === undefined) return first;
  return isPriorityTurn(ordinarySince(first.group), ordinaryBetween) ? priority : first;
}

/** Whether a priority ticket goes before ordinary ones that have waited longer. */
function isPriorityTurn(ordinarySince: number | null, ordinaryBetween: number): boolean {
  return ordinarySince === null || ordinarySince >= ordinaryBetween;
}

/**
 * What the count of ordinary tickets since the last priority one becomes by a call; null until a priority one was called.
 * An ordinary ticket that was skipped was counted when it was called first, and counts no second time. A priority one
 * begins the count anew each time, or it would be called again at once, before everybody whom it was put behind.
 */
export function countAfterCall(
  ordinarySince: number | null,
  { priority, skipped = false }: Pick<Waiting, 'priority' | 'skipped'>,
): number | null {
  if (priority) return 0;
  return ordinarySince === null || skipped ? ordinarySince : ordinarySince + 1;
}

/**
 * How many of its group are called before a ticket that begins to wait now, behind all of these (in the order in which
 * they wait). Counters that call only some of them, and whoever comes later, can't be foreseen.
 */
export function ticketsAhead(
  waiting: readonly Pick<Waiting, 'priority' | 'skipped'>[],
  newcomer: { priority: boolean },
  ordinarySince: number | null,
  ordinaryBetween: number,
): number {
  // An ordinary one at the end goes after everybody: whoever is preferred has waited longer, too.
  if (!newcomer.priority) return waiting.length;
  const line = waiting.map((ticket, place) => ({ ...ticket, place }));
  const priorities = line.filter((ticket) => ticket.priority);
  const ordinaries = line.filter((ticket) => !ticket.priority);
  let since = ordinarySince;
  let [nextPriority, nextOrdinary] = [0, 0];
  for (;;) {
    const priority = priorities[nextPriority];
    const ordinary = ordinaries[nextOrdinary];
    if (ordinary === undefined) return nextOrdinary + priorities.length;
    const due = isPriorityTurn(since, ordinaryBetween);
    if (priority === undefined) {
      if (due) return nextPriority + nextOrdinary;
    } else if (due || priority.place < ordinary.place) {
      nextPriority += 1;
      since = countAfterCall(since, priority);
      continue;
    }
    nextOrdinary += 1;
    since = countAfterCall(since, ordinary);
  }
}

function firstOf<Ticket extends Waiting>(tickets: readonly Ticket[]): Ticket | undefined {
  let first: Ticket | undefined;
  for (const ticket of tickets) if (first === undefined || ticket.place < first.place) first = ticket;
  return first;
}
