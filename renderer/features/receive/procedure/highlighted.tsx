import classes from './procedure-card.module.css';

/** A name with the parts that matched; ranges are [start, end) and may come in any order. */
export function Highlighted(props: { text: string; ranges: readonly (readonly [number, number])[] }) {
  return (
    <>
      {splitByRanges(props.text, props.ranges).map((part) =>
        part.marked ? (
          <mark key={part.start} className={classes.mark}>
            {part.text}
          </mark>
        ) : (
          <span key={part.start}>{part.text}</span>
        ),
      )}
    </>
  );
}

/** Cuts a text at the ranges; overlapping ones are joined, what lies outside the text is ignored. */
export function splitByRanges(
  text: string,
  ranges: readonly (readonly [number, number])[],
): { start: number; text: string; marked: boolean }[] {
  const parts: { start: number; text: string; marked: boolean }[] = [];
  let end = 0;
  for (const [from, to] of [...ranges].sort((left, right) => left[0] - right[0])) {
    const start = Math.max(from, end);
    const stop = Math.min(to, text.length);
    if (stop <= start) continue;
    if (start > end) parts.push({ start: end, text: text.slice(end, start), marked: false });
    parts.push({ start, text: text.slice(start, stop), marked: true });
    end = stop;
  }
  if (end < text.length) parts.push({ start: end, text: text.slice(end), marked: false });
  return parts;
}
