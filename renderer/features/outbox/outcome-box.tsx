import { type ReactNode, useEffect, useRef } from 'react';
import { type Tone, ToneIcon } from '#renderer/ui/index.ts';
import classes from './outbox.module.css';

/**
 * What became of a file, said at once and in sight. The button that was pressed is gone while the work runs, and at large
 * type this lies below the screen: so it takes the cursor, unless somebody types elsewhere meanwhile.
 */
export function OutcomeBox(props: {
  tone: Extract<Tone, 'good' | 'bad' | 'neutral'>;
  title: string;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement?.matches('input, textarea, select') !== true)
      box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div
      ref={box}
      tabIndex={-1}
      className={classes.outcome}
      data-tone={props.tone}
      role={props.tone === 'bad' ? 'alert' : 'status'}
    >
      <h3>
        <ToneIcon tone={props.tone} />
        {props.title}
      </h3>
      {props.children}
    </div>
  );
}
