import { useEffect, useState } from 'react';
import classes from './lan-page.module.css';

/** The address for a tablet's camera; dark on white in every scheme. Nothing until it is drawn: it stands beside as text. */
export function AddressQr(props: { text: string; label: string }) {
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
