import { VisuallyHidden } from '@mantine/core';
import type { RefObject } from 'react';
import classes from './scan-sink.module.css';

/**
 * The unseen field that takes a scanner's keys, for `useScanner`: as a password field no input method touches them.
 * `announcement`: what a screen reader is told of the last scan.
 */
export function ScanSink(props: { sink: RefObject<HTMLInputElement | null>; announcement?: string }) {
  return (
    <>
      <input
        aria-hidden
        autoComplete="off"
        className={classes.sink}
        onChange={() => {}}
        ref={props.sink}
        tabIndex={-1}
        type="password"
        value=""
      />
      {props.announcement !== undefined && (
        <VisuallyHidden aria-live="polite">{props.announcement}</VisuallyHidden>
      )}
    </>
  );
}
