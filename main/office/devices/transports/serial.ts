import { stat } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import type { DeviceProblem, SerialMatch, SerialPortFound } from '#shared/contract/index.ts';
import { findPort } from '#shared/devices/index.ts';
import { type Line, LineError, type Sent, type Transport, within } from '../transport.ts';

/** Small pieces: what a stalled printer has not taken is then still ours, and is thrown away with a flush. */
const PIECE_BYTES = 512;
const FLUSH_MS = 500;
const CLOSE_MS = 2_000;
/** How often it is looked whether the device is still there. */
const WATCH_MS = 500;

/** Ports of this PC that have a device of their own; `null`: the system can't tell (no udev). */
export async function listSerialPorts(): Promise<SerialPortFound[] | null> {
  try {
    const { SerialPort } = await loadDriver();
    const ports = await SerialPort.list();
    return ports.map((port) => ({
      path: port.path,
      description: [port.manufacturer, 'friendlyName' in port ? String(port.friendlyName) : port.pnpId]
        .filter((part) => part !== undefined && part !== '')
        .join(' – '),
      match: matchOf(port),
    }));
  } catch {
    return null;
  }
}

/** Ids as they are compared: lower case, without what some systems put before them. */
function matchOf(port: {
  serialNumber?: string | undefined;
  vendorId?: string | undefined;
  productId?: string | undefined;
}): SerialMatch | null {
  const vendorId = hex(port.vendorId);
  const productId = hex(port.productId);
  if (vendorId === undefined || productId === undefined) return null;
  return { serialNumber: port.serialNumber ?? null, vendorId, productId };
}

function hex(id: string | undefined): string | undefined {
  const plain = id?.toLowerCase().replace(/^0x/, '');
  return plain !== undefined && /^[0-9a-f]{1,8}$/.test(plain) ? plain : undefined;
}

/**
 * The path at which a device is now: that of the port found for it, else the path of the settings, unless another device
 * sits there now. Null: it is not plugged in.
 */
export function pathOfDevice(
  ports: readonly SerialPortFound[] | null,
  settings: { path: string; match: SerialMatch | null },
): string | null {
  const { path, match } = settings;
  if (match === null || ports === null) return path;
  const found = findPort(ports, settings);
  if (found !== undefined) return found.path;
  const there = ports.find((port) => port.path === path);
  // Not listed (a pseudo terminal, a link) or without ids: nothing speaks against the path.
  return there === undefined || there.match === null ? path : null;
}

async function loadDriver(): Promise<typeof import('serialport')> {
  try {
    return await import('serialport');
  } catch (cause) {
    throw new LineError('driver-missing', { cause });
  }
}

/** What the driver's words mean. */
function problemOfOpening(error: Error): DeviceProblem {
  const text = error.message;
  if (/ENOENT|No such (file|device)|File not found|ENXIO|ENODEV|cannot find/i.test(text))
    return 'port-missing';
  if (/EACCES|EPERM|Permission denied/i.test(text)) return 'port-not-allowed';
  // On Windows a port in use answers "Access denied".
  if (/EBUSY|Cannot lock|Resource busy|temporarily unavailable|Access (is )?denied/i.test(text))
    return 'port-busy';
  return 'port-unusable';
}

export type SerialSettings = { path: string; match: SerialMatch | null; baud: number };

/** A serial line: a plug of its own, or a USB device that passes for one. */
export function createSerialTransport(
  settings: SerialSettings,
  parts: { list?: () => Promise<SerialPortFound[] | null>; openMs?: number } = {},
): Transport {
  const { list = listSerialPorts, openMs = 3_000 } = parts;
  return {
    baud: settings.baud,
    keepOpen: true,
    async open() {
      const { SerialPort } = await loadDriver();
      const path = pathOfDevice(settings.match === null ? null : await list(), settings);
      if (path === null) throw new LineError('port-missing');
      const port = new SerialPort({ path, baudRate: settings.baud, autoOpen: false, hupcl: false });
      // Errors come here or in a callback, and as `close`; without a listener they would end the process.
      port.on('error', () => undefined);
      let late = false;
      const opened = new Promise<Error | null>((resolve) => {
        port.open((error) => {
          resolve(error ?? null);
          if (late && error === null) port.close();
        });
      });
      const failed = await within(opened, openMs);
      if (failed === undefined) {
        late = true;
        throw new LineError('port-unusable');
      }
      if (failed !== null) throw new LineError(problemOfOpening(failed), { cause: failed });
      return lineOf(port, await nodeOf(path));
    },
  };
}

/** The device behind a path; null where paths are no files (Windows). */
async function nodeOf(path: string): Promise<string | null> {
  try {
    const { ino, rdev } = await stat(path);
    return `${ino}.${rdev}`;
  } catch {
    return null;
  }
}

function lineOf(port: SerialPort, node: string | null): Line {
  let listener: (bytes: Uint8Array) => void = () => undefined;
  let open = true;
  /** Pieces under way. Not told by `gone` itself: a line is open for months, and each would hang on it for ever. */
  const pending = new Set<(sent: Sent) => void>();
  let resolveGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    resolveGone = resolve;
  });
  const tellGone = () => {
    resolveGone();
    for (const settle of [...pending]) settle('gone');
  };
  // `close` comes twice after an unplug, once without an error; only the first counts.
  port.on('close', () => {
    open = false;
    tellGone();
  });
  port.on('error', () => {
    if (port.isOpen) return;
    open = false;
    tellGone();
  });
  // Right behind data the driver now and then misses that the plug was pulled, and would wait for ever.
  const watch = setInterval(() => {
    if (node === null) return;
    void nodeOf(port.path).then((now) => {
      if (now === node || !open) return;
      open = false;
      tellGone();
      port.close(() => undefined);
    });
  }, WATCH_MS);
  void gone.then(() => clearInterval(watch));
  port.on('data', (bytes: Buffer) => listener(new Uint8Array(bytes)));

  function writePiece(piece: Uint8Array): Promise<Sent> {
    return new Promise((resolve) => {
      const settle = (sent: Sent) => {
        pending.delete(settle);
        resolve(sent);
      };
      // Neither the write nor a drain says anything in most unplugs; `close` does.
      pending.add(settle);
      port.write(Buffer.from(piece), (error) => settle(error ? 'gone' : 'sent'));
    });
  }

  const discard = async (): Promise<void> => {
    if (!open) return;
    await within(new Promise<void>((resolve) => port.flush(() => resolve())), FLUSH_MS);
  };

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    if (!port.isOpen) return;
    await within(new Promise<void>((resolve) => port.close(() => resolve())), CLOSE_MS);
    open = false;
    tellGone();
  }

  return {
    async send(bytes, timeoutMs) {
      const until = performance.now() + timeoutMs;
      for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
        if (!open) return 'gone';
        const sent = await within(
          writePiece(bytes.subarray(from, from + PIECE_BYTES)),
          until - performance.now(),
        );
        if (sent === undefined) return 'stalled';
        if (sent === 'gone') return 'gone';
      }
      return open ? 'sent' : 'gone';
    },
    listen(next) {
      listener = next;
    },
    gone,
    isOpen: () => open,
    discard,
    modem: () =>
      new Promise((resolve) => {
        port.get((error, lines) => {
          resolve(error || lines === undefined ? null : { clearToSend: lines.cts, dataSetReady: lines.dsr });
        });
      }),
    async close() {
      closing ??= close();
      await closing;
    },
  };
}
