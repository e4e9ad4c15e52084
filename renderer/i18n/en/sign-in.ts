import type { signIn as vi } from '../vi/sign-in.ts';
import type { Wording } from '../wording.ts';

export const signIn: Wording<typeof vi> = {
  title: 'Sign in',
  login: 'Sign-in name',
  loginMissing: 'Enter your sign-in name.',
  password: 'Password',
  passwordMissing: 'Enter your password.',
  submit: 'Sign in',
  offline: 'Works without a network too.',
  wait: 'Wait {{seconds}} seconds, then try again.',
  forgot: 'Forgot the password?',
  forgotClerk: 'Clerks: ask an administrator for a new one.',
  toRecovery: 'Administrators: use the recovery key',
  recoveryTitle: 'Open with the recovery key',
  recoveryText: 'The key was printed once when this PC was set up. Dashes may be left out.',
  recoveryKey: 'Recovery key',
  recoveryLogin: 'The administrator’s sign-in name',
  newPassword: 'New password',
  recover: 'Open and set the new password',
};
