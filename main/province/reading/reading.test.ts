import { afterAll, describe, expect, it } from 'vitest';
import { officeTimestamp } from '#shared/base/index.ts';
import { SERVED_VERSIONS } from '#shared/exchange/index.ts';
import { createPlainOffice } from '#test/fixtures/exchange-office.ts';
import { receptionSaid } from '#test/fixtures/province-office.ts';
import { openReading, readHere } from './index.ts';

const now = Date.now();
const office = createPlainOffice({ name: 'UBND xã Suối Sếu' });
const chain = office.newChain();
for (let number = 1; number <= 30; number += 1) {
  const serial = { agencyCode: office.agencyCode, day: officeTimestamp(now).slice(0, 10), number };
  chain.append(receptionSaid(`dossier-${number}`, serial, { note: 'ễ'.repeat(number * 60) }));
}
const of = { key: office.keys.sign.public, now, serves: SERVED_VERSIONS };
const sealed = (runs = [chain.run()]) => office.seal(office.parcel('province-1', { runs }));

describe('reading a container in another thread', async () => {
  const reading = openReading();
  afterAll(() => reading.close());
  const container = await sealed();

  it('P2 P8 finds what is found on this thread, byte for byte', async () => {
    const [there, here] = await Promise.all([reading.read(container, of), readHere.read(container, of)]);
    if (!there.ok || !here.ok) throw new Error('refused');
    // What goes from one thread to another comes as plain bytes.
    const plain = (value: typeof there.value) => ({
      ...value,
      runs: value.runs.map((run) => ({
        ...run,
        entries: run.entries.map((entry) => ({
          ...entry,
          row: Buffer.from(entry.row).toString(),
          body: Buffer.from(entry.body ?? []).toString(),
        })),
      })),
    });
    expect(plain(there.value)).toEqual(plain(here.value));
    expect(there.value.runs[0]?.entries).toHaveLength(30);
    expect(plain(there.value).runs[0]?.entries.map(({ body }) => body)).toEqual(
      chain.entries.map(({ body }) => body),
    );
  });

  it('P2 refuses what is altered or signed by another key, and leaves the bytes to whoever gave them', async () => {
    const altered = Uint8Array.from(container);
    altered[altered.length - 40] = (altered.at(-40) ?? 0) ^ 1;
    const before = Uint8Array.from(altered);
    expect(await reading.read(altered, of)).toMatchObject({ ok: false, error: { code: 'altered' } });
    expect(altered).toEqual(before);
    const other = { ...of, key: createPlainOffice().keys.sign.public };
    expect(await reading.read(container, other)).toMatchObject({ ok: false, error: { code: 'unknown-key' } });
  });

  it('P5 reads many at once, each its own', async () => {
    const parts = await Promise.all(
      [1, 6, 11, 16, 21, 26].map((from) => sealed([chain.run(from, from + 4)])),
    );
    const read = await Promise.all(parts.map((part) => reading.read(part, of)));
    expect(read.map((one) => (one.ok ? one.value.runs[0]?.entries[0]?.entry.seq : one.error.code))).toEqual([
      1, 6, 11, 16, 21, 26,
    ]);
  });

  it('gives up what is not read yet when it ends, and ends twice', async () => {
    const short = openReading();
    const unread = short.read(container, of);
    await Promise.all([expect(unread).rejects.toThrow(), short.close()]);
    await short.close();
  });
});
