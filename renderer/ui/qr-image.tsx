import { useEffect, useState } from 'react';

/**
 * A QR as large as `className` makes it; its empty place until it is drawn, and where it can't be: what it says stands
 * beside it as text. Dark on white in every scheme, as cameras expect it.
 */
export function QrImage(props: { text: string; label: string; className: string | undefined }) {
  const { text, label, className } = props;
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
  if (drawn?.text !== text) return <div className={className} aria-hidden />;
  return (
    <img className={className} alt={label} src={`data:image/svg+xml,${encodeURIComponent(drawn.svg)}`} />
  );
}
