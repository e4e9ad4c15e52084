import type { OpenDossier } from './dossier-page.tsx';
import classes from './reasons.module.css';

/** The steps of a computation in words a citizen can check. */
export function Reasons(props: { steps: OpenDossier['dossier']['due']['steps'] }) {
  if (props.steps.length === 0) return null;
  return (
    <ol className={classes.steps}>
      {props.steps.map((step) => (
        <li key={`${step.code} ${step.at ?? ''} ${step.text}`}>{step.text}</li>
      ))}
    </ol>
  );
}
