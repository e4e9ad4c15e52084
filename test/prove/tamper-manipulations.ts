import type { BadEntry } from '#office/journal/index.ts';
import type { Random } from '../fixtures/random.ts';
import type { RawConnection } from './commit-office.ts';

export type Row = Record<string, string | number | Buffer | null>;

/** One thing that somebody with the key does to the file, and the entry that a check must name first. */
export type Manipulation = {
  name: string;
  /** No row before this position is touched. */
  firstTouched: number;
  apply(raw: RawConnection): void;
  expects(bad: BadEntry): boolean;
};

const numberOf = (row: Row | undefined, column: string) => Number(row?.[column]);

/** Every manipulation of the row at `index`; the others are its neighbours in the swaps. */
export function manipulationsOf(rows: readonly Row[], index: number, random: Random): Manipulation[] {
  const row = rows[index] ?? {};
  const position = numberOf(row, 'position');
  const last = rows.length;
  const isLast = index === rows.length - 1;
  const here = (bad: BadEntry) => bad.position === position;

  const change = (
    name: string,
    assignment: string,
    ...values: (string | number | Buffer | null)[]
  ): Manipulation => ({
    name,
    firstTouched: position,
    apply(raw) {
      raw.prepare(`update journal_entries set ${assignment} where position = ?`).run(...values, position);
    },
    expects: here,
  });

  const otherChain = rows.find((other) => other.chain_id !== row.chain_id)?.chain_id ?? 0;
  const list: Manipulation[] = [
    change('seq', 'seq = seq + 1000000'),
    change('at', 'at = at + ?', random.below(2) === 0 ? 1 : -1),
    change('mono', 'mono = mono + ?', random.below(2) === 0 ? 1 : -1),
    change('actor', `actor = actor || 'x'`),
    change('subject', `subject = 'x' || subject`),
    change('kind', `kind = kind || '-x'`),
    change('v', 'v = v + 1'),
    change('bodyHash', 'body_hash = ?', flipped(row.body_hash, random)),
    change('prev', 'prev = ?', flipped(row.prev, random)),
    change('hash', 'hash = ?', flipped(row.hash, random)),
    change('chain', 'chain_id = ?, seq = 1000000', otherChain),
  ];
  if (row.body !== null) {
    list.push(
      change('salt', 'salt = ?', flipped(row.salt, random)),
      change('body', 'body = ?', altered(String(row.body), random)),
      change('emptied', 'salt = null, body = null, erased_by = ?', 1 + random.below(last)),
    );
  }
  list.push({
    name: 'moved',
    firstTouched: position,
    apply: (raw) => move(raw, position, last + 1),
    // What stood behind it now stands behind a hole; of the last one, it does so itself.
    expects: (bad) => bad.position === (isLast ? last + 1 : position + 1) && bad.what === 'gap',
  });
  list.push({
    name: 'removed',
    firstTouched: position,
    apply(raw) {
      raw.prepare('delete from journal_entries where position = ?').run(position);
    },
    // Nothing stands behind the last one: only the mark kept outside knows that it was there.
    expects: (bad) =>
      isLast
        ? bad.what === 'missing-tail' && bad.seq === row.seq
        : bad.what === 'gap' && bad.position === position + 1,
  });
  if (!isLast) {
    list.push(swap(rows, index, index + 1, 'swapped with the next'));
    const apart = index + 1 + random.below(rows.length - index - 1);
    list.push(swap(rows, index, apart, 'swapped with another'));
  }
  return list;
}

function swap(rows: readonly Row[], first: number, second: number, name: string): Manipulation {
  const [one, other] = [rows[first], rows[second]];
  const [p, q] = [numberOf(one, 'position'), numberOf(other, 'position')];
  return {
    name,
    firstTouched: p,
    apply(raw) {
      move(raw, p, rows.length + 1);
      move(raw, q, p);
      move(raw, rows.length + 1, q);
    },
    expects(bad) {
      // The later entry fits in the earlier place only where its chain has no entry in between and the clock had
      // gone on meanwhile; then the one behind it can't follow.
      const between = rows.slice(first, second).some((row) => row.chain_id === other?.chain_id);
      const fits = !between && numberOf(other, 'at') === numberOf(other, 'mono');
      return bad.position === (fits ? p + 1 : p);
    },
  };
}

function move(raw: RawConnection, from: number, to: number): void {
  raw.prepare('update journal_entries set position = ? where position = ?').run(to, from);
}

function flipped(value: Row[string] | undefined, random: Random): Buffer {
  const bytes = Buffer.from(value as Buffer);
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes;
}

/** One character becomes another, anywhere in the text. */
function altered(text: string, random: Random): string {
  const at = random.below(text.length);
  return `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
}
