import type { Piece } from './marked.ts';
import classes from './marked-text.module.css';

/** A text with what matched marked by ground and weight, not by colour alone. */
export function MarkedText(props: { pieces: readonly Piece[] }) {
  let at = 0;
  return props.pieces.map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.match ? (
      <mark key={key} className={classes.match}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    );
  });
}
