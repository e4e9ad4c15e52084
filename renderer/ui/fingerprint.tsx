import classes from './fingerprint.module.css';

/** A fingerprint in two rows of sixteen pairs, each in groups of four: so that eyes keep their place. */
export function Fingerprint(props: { value: string }) {
  const pairs = props.value.split(':');
  const groups = Array.from({ length: Math.ceil(pairs.length / 4) }, (_, index) =>
    pairs.slice(index * 4, index * 4 + 4).join(':'),
  );
  return (
    <code className={classes.fingerprint} data-fingerprint>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups are a text cut into pieces
        <span key={index}>{group}</span>
      ))}
    </code>
  );
}
