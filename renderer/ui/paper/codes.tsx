import { useEffect, useState } from 'react';
import classes from './paper-view.module.css';

type Drawings = { bars: string; square: string };

/** Draws the codes; the drawing program is fetched on first use, for a form without a code needs none. */
async function drawCode(kind: keyof Drawings, content: string): Promise<string> {
  const { code128, drawingSVG, qrcode } = await import('bwip-js/browser');
  // Levels of error correction: the library's default for a QR is M, as on paper.
  return kind === 'bars'
    ? code128<string>({ bcid: 'code128', text: content, height: 8, includetext: false }, drawingSVG())
    : qrcode<string>({ bcid: 'qrcode', text: content }, drawingSVG());
}

/** A Code 128 or QR as it will be printed; before there is content, an empty place of the same size. */
export function Code(props: { kind: keyof Drawings; content: string | null; label: string }) {
  const { kind, content, label } = props;
  const [drawn, setDrawn] = useState<{ content: string; svg: string } | null>(null);
  useEffect(() => {
    let current = true;
    if (content === null) return undefined;
    drawCode(kind, content).then(
      (svg) => {
        if (current) setDrawn({ content, svg });
      },
      // Content that the symbology refuses stays an empty place; the office refuses it too.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [kind, content]);
  if (content === null || drawn?.content !== content) {
    return <div className={classes.codePlace} data-kind={kind} aria-hidden />;
  }
  const image = `data:image/svg+xml,${encodeURIComponent(drawn.svg)}`;
  return <img className={classes.code} data-kind={kind} alt={label} src={image} />;
}
