/** USB tokens that sign: drivers, what is plugged in, sessions by PIN, doctor. Needs no office. */
export { createHidDriver, type HidDriver, type HidPorts } from './hid/driver.ts';
export { loadHidTokens } from './hid/profiles.ts';
export { forkModuleProcess } from './pkcs11/node-process.ts';
export type { TokenOwner, TokensPorts, Trust } from './ports.ts';
export { pinText, tokenProblemText } from './problems.ts';
export { createTokenSessions, type TokenSessions, type TokenSigner } from './sessions.ts';
export { changeTokenSettings, tokenSettingsOf } from './settings.ts';
export { signAsTest, type TestSigned } from './test-signature.ts';
export {
  type PinState,
  type TokenCertificate,
  type TokenDriver,
  TokenError,
  type TokenFound,
  type TokenKind,
  type TokenProblem,
  type TokenSession,
} from './token.ts';
export { createTokens, type Tokens } from './tokens.ts';
