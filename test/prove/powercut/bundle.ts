import path from 'node:path';
import { build } from 'vite';

/**
 * Makes of the guest's program and the PDF worker one file each in `output`, with everything but the SQLite package,
 * which lies on the guest's own disk.
 */
export async function bundleGuest(root: string, output: string): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'production',
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron', 'ws'], target: 'node' },
    build: {
      ssr: true,
      target: 'node24',
      outDir: output,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: {
          'guest-office': path.join(root, 'test/prove/powercut/guest-office.ts'),
          'pdf-worker': path.join(root, 'main/office/forms/pdf-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
      },
    },
  });
}
