import { Fingerprint } from '#renderer/ui/index.ts';

/** A fingerprint as issuers print it: pairs of capitals. `hex`: 64 digits. */
export function FingerprintOf(props: { hex: string }) {
  return <Fingerprint value={(props.hex.toUpperCase().match(/../g) ?? []).join(':')} />;
}
