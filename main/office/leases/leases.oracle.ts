import type { Lease } from '#shared/exchange/index.ts';

/** A province that grants always upwards, and keeps every lease it ever granted. */
export function createProvinceOracle() {
  const leases: Lease[] = [];
  return {
    leases: (): readonly Lease[] => leases,
    /** The next free numbers of those days, for one station. */
    grant(lease: Omit<Lease, 'firstSerial' | 'lastSerial' | 'id'>, size: number): Lease {
      let highest = 0;
      for (const one of leases) {
        if (one.firstDay <= lease.lastDay && lease.firstDay <= one.lastDay)
          highest = Math.max(highest, one.lastSerial);
      }
      const id = `lease-${leases.length + 1}`;
      const granted = { ...lease, id, firstSerial: highest + 1, lastSerial: highest + size };
      leases.push(granted);
      return granted;
    },
    end(index: number, endedAfter: string): void {
      const lease = leases[index];
      if (lease === undefined || (lease.endedAfter !== null && lease.endedAfter <= endedAfter)) return;
      leases[index] = { ...lease, endedAfter };
    },
  };
}

/** What one copy of the database must know, kept as plain sets, in its own way. */
export type Known = {
  /** Every number of a day that was given or may have been, one by one. */
  used: Map<string, Set<number>>;
  /** Leases taken by any station whose entries are here. */
  leases: Lease[];
  ownIssuer: boolean;
};

export function copyOf(known: Known): Known {
  return {
    used: new Map([...known.used].map(([day, numbers]) => [day, new Set(numbers)])),
    leases: [...known.leases],
    ownIssuer: known.ownIssuer,
  };
}

export function noteUsed(known: Known, day: string, number: number): void {
  const numbers = known.used.get(day) ?? new Set();
  // What an office numbers itself rises from 1: everything below may have been given.
  for (let below = known.ownIssuer ? 1 : number; below <= number; below += 1) numbers.add(below);
  known.used.set(day, numbers);
}

/** A lease as it was said in an entry that is here. */
export function noteTaken(known: Known, lease: Lease): void {
  known.ownIssuer = false;
  const at = known.leases.findIndex(({ id }) => id === lease.id);
  if (at === -1) known.leases.push(lease);
  else known.leases[at] = lease;
}

/** The number that has to come next, found by trying one after another; undefined: none may be given. */
export function expectedNumber(
  known: Known,
  station: string,
  day: string,
  ownLast: number,
): number | undefined {
  const used = known.used.get(day) ?? new Set();
  const spans = known.ownIssuer
    ? [{ firstSerial: 1, lastSerial: ownLast }]
    : known.leases
        .filter((lease) => lease.station === station && lease.firstDay <= day && day <= lease.lastDay)
        .filter(({ endedAfter }) => endedAfter === null || day <= endedAfter)
        .sort((a, b) => a.firstSerial - b.firstSerial);
  for (const { firstSerial, lastSerial } of spans) {
    let next = lastSerial + 1;
    // From the top down: the lowest number above which nothing of the span was used.
    while (next > firstSerial && !used.has(next - 1)) next -= 1;
    if (next <= lastSerial) return next;
  }
  return undefined;
}
