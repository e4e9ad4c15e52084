import { spawn } from 'node:child_process';

/** The command that opens an address in the person's browser; no shell takes part. */
export function browserCommand(platform: NodeJS.Platform, address: string): [string, string[]] {
  if (platform === 'win32') return ['rundll32.exe', ['url.dll,FileProtocolHandler', address]];
  if (platform === 'darwin') return ['open', [address]];
  return ['xdg-open', [address]];
}

/** Opens the address in the default browser. Where there is none nothing happens: the address was printed too. */
export function openBrowser(address: string): void {
  const [command, parameters] = browserCommand(process.platform, address);
  const child = spawn(command, parameters, { stdio: 'ignore', detached: true, windowsHide: true });
  child.on('error', () => undefined);
  child.unref();
}
