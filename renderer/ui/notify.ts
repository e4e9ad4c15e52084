import { notifications } from '@mantine/notifications';

/** A short notice at the upper right: something was done. It leaves by itself. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true });
}

/** Something failed and no field is to blame; it stays until it is closed. */
export function notifyProblem(message: string): void {
  notifications.show({ message, color: 'red', withBorder: true, autoClose: false });
}
