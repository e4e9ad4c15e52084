import path from 'node:path';

/** What the choice of the directory depends on; `process` gives all three. */
export type Machine = {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
};

const FOLDER = 'tram-mot-cua';

/**
 * Where the data of this person's workstation lives when nobody says otherwise: by the operating system's own
 * convention, and the same for both hosts, so that the window and the browser open the same office.
 */
export function defaultDataDirectory(machine: Machine): string {
  if (machine.platform === 'win32') {
    const local = machine.env['LOCALAPPDATA'];
    return path.win32.join(local || path.win32.join(machine.home, 'AppData', 'Local'), 'TramMotCua');
  }
  if (machine.platform === 'darwin') {
    return path.posix.join(machine.home, 'Library', 'Application Support', 'TramMotCua');
  }
  const data = machine.env['XDG_DATA_HOME'];
  // The XDG specification says that a relative value must be ignored.
  const base = data && path.posix.isAbsolute(data) ? data : path.posix.join(machine.home, '.local', 'share');
  return path.posix.join(base, FOLDER);
}

/** Where the PC of a counter keeps what it knows of its office: beside an office's data, never in it. */
export function defaultStationDirectory(machine: Machine): string {
  return `${defaultDataDirectory(machine)}-station`;
}

/** Where sample data lives when nobody says otherwise: beside the real data, never in it. */
export function defaultDemoDirectory(machine: Machine): string {
  return `${defaultDataDirectory(machine)}-demo`;
}
