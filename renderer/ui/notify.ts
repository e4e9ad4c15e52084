import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Long enough to read a sentence that says what to do; under the pointer or the cursor it stays. */
const PROBLEM_MS = 20_000;

const problems = new Set<string>();

function closeButton(): { 'aria-label': string } {
  return { 'aria-label': i18next.t('common.close') };
}

/** A short notice at the lower right, away from the buttons of a page: something was done. It leaves by itself. */
export function notifyDone(message: string): void {
  notifyWhileTrue(message);
}

/** As `notifyDone`; gives what takes it away sooner, for where it would stand beside what contradicts it. */
export function notifyWhileTrue(message: string): () => void {
  const id = notifications.show({
    message,
    color: 'teal',
    withBorder: true,
    closeButtonProps: closeButton(),
  });
  return () => notifications.hide(id);
}

/** Something failed and no field is to blame; it leaves after a while, and with the screen it was about. */
export function notifyProblem(message: string): void {
  const id = notifications.show({
    message,
    color: 'red',
    withBorder: true,
    closeButtonProps: closeButton(),
    autoClose: PROBLEM_MS,
    onClose: ({ id: closed }) => {
      if (closed !== undefined) problems.delete(closed);
    },
  });
  problems.add(id);
}

/** Another screen is shown: what went wrong on the one before says nothing here. */
export function forgetProblems(): void {
  for (const id of [...problems]) notifications.hide(id);
}
