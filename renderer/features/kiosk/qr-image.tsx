import { useEffect, useState } from 'react';
import classes from './kiosk.module.css';

/** A QR as large as its place; nothing until it is drawn. Dark on white in every scheme, as cameras expect it. */
export function QrImage(props: { text: string; label: string }) {
  const { text, label } = props;
  const [drawn, setDrawn] = useState<{ text: string; svg: string } | null>(null);
  useEffect(() => {
    let current = true;
    import('bwip-js/browser')
      .then(({ drawingSVG, qrcode }) => qrcode<string>({ bcid: 'qrcode', text, padding: 4 }, drawingSVG()))
      .then(
        (svg) => {
          if (current) setDrawn({ text, svg });
        },
        // The number stands beside it in large type.
        () => {},
      );
    return () => {
      current = false;
    };
  }, [text]);
  if (drawn?.text !== text) return <div className={classes.qr} aria-hidden />;
  return (
    <img className={classes.qr} alt={label} src={`data:image/svg+xml,${encodeURIComponent(drawn.svg)}`} />
  );
}
