import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { makeDirectory } from '#main/host/index.ts';
import { StartRefused } from './say.ts';

const MARKER = 'du-lieu-mau.json';

/**
 * What is remembered about a directory of sample data. The recovery key may lie beside this data because the data
 * is invented; it is how fresh passwords can be made at every start without losing what was tried before.
 */
const DemoMarker = z.object({
  madeBy: z.literal('tram-mot-cua --demo'),
  recoveryKey: z.string().nullable(),
  /** Which tree was set up; null in markers of earlier versions and before the first set-up is done. */
  tree: z.enum(['three-tier', 'two-tier']).nullable().default(null),
  people: z.array(
    z.object({ login: z.string(), name: z.string(), role: z.enum(['clerk', 'administrator']) }),
  ),
});
export type DemoMarker = z.infer<typeof DemoMarker>;

/** Makes the directory, or takes one that `--demo` made before. Refuses any other: real data might lie there. */
export async function openDemoDirectory(directory: string): Promise<DemoMarker> {
  const found = await stat(directory).catch(() => null);
  if (found === null) {
    await makeDirectory(directory);
    const marker: DemoMarker = { madeBy: 'tram-mot-cua --demo', recoveryKey: null, tree: null, people: [] };
    await writeDemoMarker(directory, marker);
    return marker;
  }
  if (!found.isDirectory()) {
    throw new StartRefused(
      `"${directory}" là một tệp chứ không phải thư mục. Hãy chọn một thư mục chưa có: --data THƯ-MỤC-MỚI

This is a file. Name a directory that does not exist yet.`,
    );
  }
  const text = await readFile(path.join(directory, MARKER), 'utf8').catch(() => null);
  const marker = text === null ? null : DemoMarker.safeParse(parseJson(text));
  if (marker?.success) return marker.data;
  throw new StartRefused(
    `Không chạy dữ liệu mẫu trong "${directory}": thư mục này không do --demo tạo, có thể chứa dữ liệu thật.
Hãy chọn một thư mục chưa có: --data THƯ-MỤC-MỚI

Sample data is only put into a directory that --demo made itself. Name one that does not exist yet.`,
  );
}

export async function writeDemoMarker(directory: string, marker: DemoMarker): Promise<void> {
  await writeFile(path.join(directory, MARKER), `${JSON.stringify(marker, null, 2)}\n`, { mode: 0o600 });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
