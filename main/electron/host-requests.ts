import type { HostPrinter, SecretStore } from '#office/ports.ts';
import { assertNever } from '#shared/base/index.ts';
import type { HostRequest } from './office-messages.ts';

/** Does for the office what only the main process can. */
export function answerHostRequest(host: {
  secrets: SecretStore;
  printer: HostPrinter;
}): (request: HostRequest) => Promise<unknown> {
  return (request) => {
    switch (request.call) {
      case 'seal':
        return host.secrets.seal(request.bytes);
      case 'open':
        return host.secrets.open(request.bytes);
      case 'printers':
        return host.printer.list();
      case 'print':
        return host.printer.print(request.job);
      default:
        return assertNever(request);
    }
  };
}
