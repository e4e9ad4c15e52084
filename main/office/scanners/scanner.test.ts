import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScannerSettings } from '#shared/contract/index.ts';
import { entryKinds } from '#shared/journal/index.ts';
import {
  createTestClock,
  createTestIds,
  openTemporaryDatabase,
  type TemporaryDatabase,
} from '#test/fixtures/database.ts';
import { openPtyPair, type PtyPair } from '#test/simulators/pty-pair.ts';
import { hasSocat, NEEDS_SOCAT } from '#test/simulators/socat.ts';
import { createSerialTransport } from '../devices/index.ts';
import { createJournal, type Journal } from '../journal/index.ts';
import { settingsProjector } from '../settings/index.ts';
import { createScanner, readHere, type Scanner } from './index.ts';

const STATION = 's1';
const CARD = '017195004821|113456789|Đinh Thị Hồng Nhung|24111995|Nữ|Thôn Đồng Bưng|02052021';
const SOON = { timeout: 10_000, interval: 20 };

let temporary: TemporaryDatabase;
let journal: Journal;
let pty: PtyPair;
let scanner: Scanner;
let scans: string[];
let changes: number;
function open(): Scanner {
  scans = [];
  changes = 0;
  return createScanner(parts());
}

function parts(): Parameters<typeof createScanner>[0] {
  return {
    db: temporary.db,
    journal,
    clock: createTestClock(Date.parse('2026-11-23T01:31:00Z')),
    station: STATION,
    read: readHere({ openLine: (settings) => createSerialTransport(settings).open(), retryMs: 30 }),
    onScan: (text) => scans.push(text),
    onChanged: () => {
      changes += 1;
    },
  };
}

const serial = (): ScannerSettings => ({
  kind: 'serial',
  path: pty.path,
  match: null,
  baud: 9_600,
  end: 'line',
});
const stands = (state: string) => vi.waitFor(() => expect(scanner.state().state).toBe(state), SOON);
const send = (text: string) => pty.write(new TextEncoder().encode(text));
const heard = (texts: readonly string[]) => vi.waitFor(() => expect(scans).toEqual(texts), SOON);

describe.skipIf(!hasSocat)(`the scanner of a station (${NEEDS_SOCAT})`, () => {
  beforeEach(async () => {
    temporary = openTemporaryDatabase();
    journal = createJournal({
      db: temporary.db,
      kinds: entryKinds,
      projectors: [settingsProjector],
      identity: { office: 'o1', station: STATION },
      clock: createTestClock(Date.parse('2026-11-23T01:30:00Z')),
      ids: createTestIds(),
    });
    pty = await openPtyPair();
    scanner = open();
  });
  afterEach(async () => {
    await scanner.close();
    await pty.end();
    temporary.remove();
  });

  it('is off until one is chosen; the choice is in the journal and outlives a restart', async () => {
    expect(scanner.state()).toEqual({
      settings: { kind: 'none' },
      state: 'off',
      problem: null,
      lastScanAt: null,
    });
    await scanner.choose(serial(), 'u1');
    await stands('listening');
    await send(`${CARD}\r`);
    await heard([CARD]);
    expect(scanner.state().lastScanAt).toBe('2026-11-23T08:31:00.000+07:00');
    await scanner.close();
    scanner = open();
    await stands('listening');
    await send('A005\r');
    await heard(['A005']);
    expect(journal.heads().find(({ chain }) => chain === 'local')?.seq).toBe(1);
  });

  it('pulled out it says so in words, tells it once, and is read again when it is back', async () => {
    await scanner.choose(serial(), 'u1');
    await stands('listening');
    await send('H28.41');
    await pty.unplug();
    await stands('lost');
    expect(scanner.state().problem).toMatch(/cắm lại/);
    const told = changes;
    await new Promise((resolve) => setTimeout(resolve, 300));
    // From "pulled out" to "not there", and no more.
    expect(changes - told).toBeLessThanOrEqual(1);
    await pty.plugIn();
    await stands('listening');
    await send('A006\r');
    // Nothing of the scan that was cut off stands before it.
    await heard(['A006']);
  });

  it('another choice lets go of the port, also when two are made at once', async () => {
    await Promise.all([scanner.choose(serial(), 'u1'), scanner.choose({ kind: 'simulated' }, 'u1')]);
    expect(scanner.state()).toMatchObject({ settings: { kind: 'simulated' }, state: 'listening' });
    const line = await createSerialTransport({ path: pty.path, match: null, baud: 9_600 }).open();
    await line.close();
    expect(scanner.simulate('A007')).toBe(true);
    expect(scans).toEqual(['A007']);
    await scanner.choose({ kind: 'none' }, 'u1');
    expect(scanner.simulate('A008')).toBe(false);
    expect(scans).toEqual(['A007']);
  });

  it('a port that is not there is no end: it is tried again', async () => {
    await pty.unplug();
    await scanner.choose(serial(), 'u1');
    await stands('lost');
    await pty.plugIn();
    await stands('listening');
  });

  it('chosen after the end it reads nothing, and nobody is left holding the port', async () => {
    await scanner.close();
    await scanner.choose(serial(), 'u1');
    expect(scanner.state().state).toBe('off');
    const line = await createSerialTransport({ path: pty.path, match: null, baud: 9_600 }).open();
    await line.close();
  });

  it('a choice that went wrong spoils neither the next one nor the end', async () => {
    const broken = createScanner({
      ...parts(),
      onChanged() {
        changes += 1;
        if (changes === 1) throw new Error('nobody listens');
      },
    });
    changes = 0;
    await expect(broken.choose({ kind: 'simulated' }, 'u1')).rejects.toThrow('nobody listens');
    await broken.choose({ kind: 'none' }, 'u1');
    await broken.close();
  });
});
