import { fold } from '#shared/text/index.ts';

/** Passwords that everybody tries first, folded; length alone does not make them good. */
const COMMON = ['1234567890', '0123456789', 'password', 'matkhau', 'qwertyuiop', 'motcua', 'admin', 'abc123'];

/**
 * Whether a new password is too easy: shorter than ten characters, one repeated pattern, built on the sign-in name,
 * or one of those that are tried first. No rule demands special characters: they make people write it on the screen.
 */
export function isWeakPassword(password: string, login: string): boolean {
  const folded = fold(password).replace(/\s/g, '');
  // As it is derived: an input method that sends marks apart must not make a short password long.
  if ([...password.normalize('NFC')].length < 10) return true;
  if (new Set(folded).size < 4) return true;
  const name = fold(login);
  if (name.length >= 3 && folded.replaceAll(name, '').length < 5) return true;
  return COMMON.some((common) => folded.replaceAll(common, '').length < 3);
}
