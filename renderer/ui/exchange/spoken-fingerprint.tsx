import classes from './exchange.module.css';
import { groupsOf } from './spoken-groups.ts';

/** A fingerprint as it is read aloud by telephone: its groups stand apart, each in a place of its own. */
export function SpokenFingerprint(props: { value: string; label: string }) {
  return (
    <div className={classes.fingerprint}>
      <div className={classes.fingerprintLabel}>{props.label}</div>
      <code className={classes.groups} data-fingerprint translate="no">
        {groupsOf(props.value).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups are a text cut into pieces
          <span key={index}>{group}</span>
        ))}
      </code>
    </div>
  );
}
