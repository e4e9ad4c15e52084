import { expect, it } from 'vitest';
import type { OfficeClient } from '#renderer/office/index.ts';
import { base64Of, uploadPdf } from './upload-pdf.ts';

function officeThat(take: (offset: number, data: string) => void): OfficeClient {
  const signing = {
    upload: async ({ offset, data }: { offset: number; data: string }) => {
      take(offset, data);
      return { received: offset };
    },
  };
  return { signing } as unknown as OfficeClient;
}

it('a file arrives whole and in order, also one of several pieces and an empty one', async () => {
  for (const size of [0, 1, 512 * 1024, 1_300_000]) {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7) % 251);
    const pieces: Buffer[] = [];
    const office = officeThat((offset, data) => {
      expect(offset).toBe(Buffer.concat(pieces).length);
      pieces.push(Buffer.from(data, 'base64'));
    });
    const sent: number[] = [];
    await uploadPdf(office, new Blob([bytes]), {
      onSent: (count) => sent.push(count),
      signal: new AbortController().signal,
    });
    expect(Buffer.concat(pieces).equals(Buffer.from(bytes))).toBe(true);
    expect(sent.at(-1)).toBe(size);
  }
});

it('nothing more is sent once it is stopped', async () => {
  const ending = new AbortController();
  let pieces = 0;
  const office = officeThat(() => {
    pieces += 1;
    ending.abort();
  });
  const sending = uploadPdf(office, new Blob([new Uint8Array(2_000_000)]), {
    onSent: () => {},
    signal: ending.signal,
  });
  await expect(sending).rejects.toThrow();
  expect(pieces).toBe(1);
});

it('base64 of more bytes than a call takes arguments', () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => at % 256);
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});
