import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
  IconLoader2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './state-badge.module.css';

/** What a state means for the person who reads it. */
export type Tone = 'good' | 'attention' | 'bad' | 'neutral' | 'working';

const ICONS = {
  good: IconCircleCheck,
  attention: IconAlertTriangle,
  bad: IconCircleX,
  neutral: IconInfoCircle,
  working: IconLoader2,
};

/** The icon of a tone; its shape differs for each, so that colour is never the only sign. */
export function ToneIcon(props: { tone: Tone; size?: number | string }) {
  const Icon = ICONS[props.tone];
  return (
    <Icon
      aria-hidden
      size={props.size ?? '1.1em'}
      stroke={2}
      className={classes.icon}
      data-tone={props.tone}
    />
  );
}

/** A state by colour, icon and word together. */
export function StateBadge(props: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={props.tone}>
      <ToneIcon tone={props.tone} />
      {props.children}
    </span>
  );
}
