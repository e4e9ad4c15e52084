import type {
  PinState,
  SignatureRole,
  TokenCertificateFacts,
  TokenPlugged,
  TokensNow,
} from '#shared/contract/index.ts';

/** A certificate that can sign now, on the token where its key is. */
export type Signer = { token: TokenPlugged; certificate: TokenCertificateFacts };

/** Everything that can sign now, in the order of the tokens; real certificates before those for training. */
export function signersOf(now: TokensNow | undefined): Signer[] {
  const found = (now?.tokens ?? []).flatMap((token) =>
    token.certificates.filter(({ usable }) => usable).map((certificate): Signer => ({ token, certificate })),
  );
  return [
    ...found.filter(({ certificate }) => !certificate.training),
    ...found.filter(({ certificate }) => certificate.training),
  ];
}

/**
 * The signers with those first whose certificate looks made for the role: one of a person names their personal number,
 * one of an office does not. Anyone may be chosen nevertheless.
 */
export function suited(signers: readonly Signer[], role: SignatureRole | undefined): Signer[] {
  if (role === undefined) return [...signers];
  const fits = ({ certificate }: Signer): boolean => {
    const personal = (certificate.certificate?.subject.personalNumber ?? '') !== '';
    return personal === (role === 'person');
  };
  const rank = (one: Signer): number => (one.certificate.training ? 2 : 0) + (fits(one) ? 0 : 1);
  return signers.toSorted((left, right) => rank(left) - rank(right));
}

/** Names a signer among all that are plugged in. */
export function signerId({ token, certificate }: Signer): string {
  return `${token.id} ${certificate.id}`;
}

/** Who a certificate belongs to; the name of its key where it can't be read. */
export function ownerOf({ certificate, id }: TokenCertificateFacts): string {
  return certificate?.owner ?? id;
}

/** Who issued a certificate; empty where it can't be read. */
export function issuerOf({ certificate }: TokenCertificateFacts): string {
  if (certificate === null) return '';
  const { commonName, organisation, text } = certificate.issuer;
  return commonName || organisation || text;
}

/** Whether the next wrong PIN locks the token, or the token does not take one at all. */
export function pinRisk(pin: PinState): 'none' | 'last' | 'shut' {
  if (pin.state === 'locked' || pin.state === 'not-set' || pin.triesLeft === 0) return 'shut';
  return pin.state === 'last' || pin.triesLeft === 1 ? 'last' : 'none';
}

/** What the status bar says of the tokens of this PC: the one thing that matters most. */
export type TokenLamp = {
  tone: 'good' | 'attention' | 'bad' | 'neutral';
  key:
    | 'none'
    | 'trouble'
    | 'ready'
    | 'training'
    | 'few'
    | 'last'
    | 'locked'
    | 'notSet'
    | 'noCertificate'
    | 'expired'
    | 'expiresSoon';
  /** Whose certificate it is about; empty where about none. */
  owner: string;
  days: number;
};

/** Never more hopeful than the tokens are: the gravest of what stands in the way of signing, else that it is ready. */
export function tokenLampOf(now: TokensNow): TokenLamp {
  const lamp = (tone: TokenLamp['tone'], key: TokenLamp['key'], owner = '', days = 0): TokenLamp => ({
    tone,
    key,
    owner,
    days,
  });
  const real = now.tokens.filter(({ kind }) => kind !== 'software');
  if (real.length === 0) {
    if (now.troubles.length > 0) return lamp('attention', 'trouble');
    return now.tokens.length > 0 ? lamp('attention', 'training') : lamp('neutral', 'none');
  }
  const open = real.filter(({ pin }) => pinRisk(pin) !== 'shut');
  const [shut] = real;
  if (open.length === 0 && shut !== undefined)
    return shut.pin.state === 'not-set' ? lamp('bad', 'notSet') : lamp('bad', 'locked');
  const signers = signersOf({ ...now, tokens: open });
  const [signer] = signers;
  if (signer === undefined) {
    const expired = open.flatMap(({ certificates }) => certificates).find(hasExpired);
    return expired === undefined ? lamp('bad', 'noCertificate') : lamp('bad', 'expired', ownerOf(expired));
  }
  const owner = ownerOf(signer.certificate);
  if (pinRisk(signer.token.pin) === 'last') return lamp('bad', 'last', owner);
  if (signer.token.pin.state === 'few') return lamp('attention', 'few', owner);
  if (signer.certificate.training) return lamp('attention', 'training', owner);
  const soon = signer.certificate.troubles.some(({ trouble }) => trouble === 'expires-soon');
  if (soon) return lamp('attention', 'expiresSoon', owner, signer.certificate.daysLeft ?? 0);
  return lamp('good', 'ready', owner);
}

function hasExpired({ troubles }: TokenCertificateFacts): boolean {
  return troubles.some(({ trouble }) => trouble === 'expired');
}
