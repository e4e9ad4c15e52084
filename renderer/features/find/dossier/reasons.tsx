import type { ReasonStep } from '#shared/dossier/index.ts';
import classes from './reasons.module.css';

/** The steps of a computation in words a citizen can check. */
export function Reasons(props: { steps: readonly ReasonStep[] }) {
  if (props.steps.length === 0) return null;
  return (
    <ol className={classes.steps}>
      {props.steps.map((step) => (
        <li key={`${step.code} ${step.at ?? ''} ${step.text}`}>{step.text}</li>
      ))}
    </ol>
  );
}
