import { constants, publicDecrypt, X509Certificate } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  askPinState,
  type CardAnswer,
  type CardCommand,
  CardGarbled,
  exchange,
  findHolderGuid,
  forgetPin,
  getCertificate,
  getHolder,
  getMetadata,
  isSame,
  OK,
  PIV_SLOTS,
  type PivKey,
  type PivPin,
  padDigest,
  readCertificateObject,
  readPinStatus,
  readSignature,
  readTlvs,
  selectPiv,
  sign,
  toHex,
  verifyPin,
} from '#shared/piv/index.ts';
import { type PinState, type TokenCertificate, TokenError } from '../token.ts';
import type { CardChannel } from './channel.ts';

const NOT_FOUND = new Set([0x6a82, 0x6a88]);
const SECURITY_NOT_MET = 0x6982;
const LONGEST_CERTIFICATE = 64 * 1024;

/** A PIV card on an open channel. Every method throws TokenError alone. */
export type PivCard = {
  /** GUID of the card, hex; empty where it has none. Selects the card's program first. */
  identify(): Promise<string>;
  /** Uses no try. */
  pinState(): Promise<PinState>;
  certificates(): Promise<TokenCertificate[]>;
  /** One try. Throws `pin-wrong`, `pin-locked` or `refused` with what is left. `pin`: padded. */
  verify(pin: Uint8Array): Promise<void>;
  forget(): Promise<void>;
  /** A SHA-256 digest, by the key of a slot; checked with its certificate before it is given out. */
  sign(slot: number, certificate: Uint8Array, digest: Uint8Array): Promise<Uint8Array>;
};

export function createPivCard(channel: CardChannel): PivCard {
  const ask = async (command: CardCommand, once = false): Promise<CardAnswer> => {
    try {
      return await exchange((apdu) => channel.send(apdu), command, { once });
    } catch (error) {
      if (!(error instanceof CardGarbled)) throw error;
      throw new TokenError('garbled', error.message);
    }
  };
  const readPin = async () => pinStateOf(readPinStatus(await ask(askPinState())));

  return {
    async identify() {
      const selected = await ask(selectPiv());
      if (selected.status !== OK) throw unexpected('SELECT', selected);
      const holder = await ask(getHolder());
      const guid = holder.status === OK ? findHolderGuid(holder.data) : undefined;
      return guid?.some((byte) => byte !== 0) === true ? toHex(guid) : '';
    },
    pinState: readPin,
    async certificates() {
      const found: TokenCertificate[] = [];
      for (const { slot, object } of PIV_SLOTS) {
        const answer = await ask(getCertificate(object));
        const der = answer.status === OK ? unpack(answer.data) : undefined;
        if (der === undefined) continue;
        const metadata = await ask(getMetadata(slot));
        found.push({ id: slot.toString(16), der, hasKey: !NOT_FOUND.has(metadata.status) });
      }
      return found;
    },
    async verify(pin) {
      const answer = await ask(verifyPin(pin), true);
      const state = readPinStatus(answer);
      if (state.state === 'open') return;
      if (state.state === 'locked') throw new TokenError('pin-locked', 'VERIFY: locked', pinStateOf(state));
      if (state.state === 'asked') throw new TokenError('pin-wrong', 'VERIFY: wrong', pinStateOf(state));
      throw unexpected('VERIFY', answer);
    },
    async forget() {
      await ask(forgetPin());
    },
    async sign(slot, certificate, digest) {
      const { publicKey } = new X509Certificate(certificate);
      const key = findPivKey(publicKey);
      if (key === undefined) throw new TokenError('key-unsupported', String(publicKey.asymmetricKeyType));
      const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
      const answer = await ask(sign(slot, key, key === 'p-256' ? digest : padDigest(digest, bits / 8)));
      if (answer.status === SECURITY_NOT_MET)
        throw new TokenError('session-ended', 'the card wants its PIN again');
      if (NOT_FOUND.has(answer.status)) throw new TokenError('no-key', `slot ${slot.toString(16)} is empty`);
      if (answer.status !== OK) throw unexpected('GENERAL AUTHENTICATE', answer);
      const signature = readOrGarbled(answer.data);
      if (!isSignature(publicKey, digest, signature))
        throw new TokenError('garbled', 'a signature that its certificate does not confirm');
      return signature;
    },
  };
}

/** A number of tries as people are told it. */
export function pinStateOf(pin: PivPin): PinState {
  if (pin.state === 'open') return { state: 'ok', triesLeft: null };
  if (pin.state === 'locked') return { state: 'locked', triesLeft: 0 };
  if (pin.state === 'unknown') return { state: 'unknown', triesLeft: null };
  const state = pin.triesLeft === 1 ? 'last' : pin.triesLeft === 2 ? 'few' : 'ok';
  return { state, triesLeft: pin.triesLeft };
}

function findPivKey(key: X509Certificate['publicKey']): PivKey | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength === 2048) return 'rsa-2048';
  if (key.asymmetricKeyType === 'rsa' && modulusLength === 3072) return 'rsa-3072';
  return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1' ? 'p-256' : undefined;
}

/**
 * Whether the certificate's key opens an RSA signature to this digest. Node can't check ECDSA over a digest alone, so there
 * only its form is looked at; whoever has the document checks the rest.
 */
function isSignature(key: X509Certificate['publicKey'], digest: Uint8Array, signature: Uint8Array): boolean {
  if (key.asymmetricKeyType === 'ec') return isEcdsaShaped(signature);
  try {
    const block = padDigest(digest, signature.length);
    return isSame(publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature), block);
  } catch {
    return false;
  }
}

function isEcdsaShaped(signature: Uint8Array): boolean {
  try {
    const [whole, ...rest] = readTlvs(signature);
    const numbers = whole?.tag === 0x30 && rest.length === 0 ? readTlvs(whole.value) : [];
    return numbers.length === 2 && numbers.every(({ tag, value }) => tag === 2 && value.length <= 33);
  } catch {
    return false;
  }
}

function unpack(data: Uint8Array): Uint8Array | undefined {
  try {
    const { bytes, packed } = readCertificateObject(data);
    return packed ? new Uint8Array(gunzipSync(bytes, { maxOutputLength: LONGEST_CERTIFICATE })) : bytes;
  } catch {
    return undefined;
  }
}

function readOrGarbled(data: Uint8Array): Uint8Array {
  try {
    return readSignature(data);
  } catch (error) {
    throw new TokenError('garbled', error instanceof Error ? error.message : String(error));
  }
}

function unexpected(command: string, { status }: CardAnswer): TokenError {
  return new TokenError('refused', `${command}: ${status.toString(16)}`);
}
