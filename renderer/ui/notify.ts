import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

function closeButton(): { 'aria-label': string } {
  return { 'aria-label': i18next.t('common.close') };
}

/** A short notice at the lower right, away from the buttons of a page: something was done. It leaves by itself. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true, closeButtonProps: closeButton() });
}

/** Something failed and no field is to blame; it stays until it is closed. */
export function notifyProblem(message: string): void {
  notifications.show({
    message,
    color: 'red',
    withBorder: true,
    closeButtonProps: closeButton(),
    autoClose: false,
  });
}
