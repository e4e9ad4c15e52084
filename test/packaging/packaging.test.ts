import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config');
const { DebugLogger } = builder('builder-util');

/** The configuration as electron-builder itself reads it. */
async function readConfig(): Promise<Record<string, unknown>> {
  return getConfig(root, 'electron-builder.yml', null);
}

test('electron-builder accepts every key of electron-builder.yml, and rejects one it does not know', async () => {
  await validateConfiguration(await readConfig(), new DebugLogger(false));
  const wrong = { ...(await readConfig()), npmRebuilt: false };
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow('npmRebuilt');
});

test('installers for Windows and Linux, in Vietnamese, that keep data and look nothing up', async () => {
  const config = await readConfig();
  expect(config).toMatchObject({
    npmRebuild: false,
    publish: null,
    win: { target: [{ target: 'nsis' }] },
    linux: { target: [{ target: 'AppImage' }, { target: 'deb' }] },
    nsis: { installerLanguages: ['vi_VN', 'en_US'], deleteAppDataOnUninstall: false },
  });
});

test('every fuse that lets the program be turned into another one is off', async () => {
  expect((await readConfig())['electronFuses']).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('the icons are there in every size that is asked for', () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    const png = readFileSync(path.join(root, 'resources/icons', `${size}x${size}.png`));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
  const ico = readFileSync(path.join(root, 'resources/icons/icon.ico'));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 7]);
});

/**
 * Packs a small copy of the repository (the real production packages, stand-ins for the rest) into a stand-in for
 * Electron's own files, which are not in the registry. Fuses and the integrity record need the real ones.
 */
describe('what is packed', () => {
  let work = '';
  let project = '';
  beforeAll(() => {
    work = mkdtempSync(path.join(tmpdir(), 'tram-pack-'));
    project = path.join(work, 'project');
    const { dependencies, optionalDependencies, devDependencies: _, ...rest } = packageJson;
    write('package.json', JSON.stringify({ ...rest, dependencies, optionalDependencies }));
    for (const name of [...Object.keys(dependencies), 'node-addon-api']) {
      cpSync(path.join(root, 'node_modules', name), path.join(project, 'node_modules', name), {
        recursive: true,
      });
    }
    for (const [name, version] of Object.entries(optionalDependencies)) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version }));
      write(`node_modules/${name}/bin/node`, 'a whole Node');
    }
    for (const file of ['main.js', 'office-child.js', 'pdf-worker.js', 'shared-AbCd1234.js', 'preload.cjs']) {
      write(`dist/electron/${file}`, '// bundle');
    }
    write('dist/renderer/index.html', '');
    write('dist/renderer/assets/index-AbCd1234.js', '');
    for (const file of [
      'dist/renderer.stamp',
      'main/start.ts',
      'main/host/system.test.ts',
      'test/packaging/x.test.ts',
      'shared/base/index.ts',
      'renderer/index.html',
      'docs/PROOFS.md',
      '.npmrc',
      'release/old.exe',
      'node_modules/vite/index.js',
    ]) {
      write(file, 'must stay behind');
    }
    cpSync(path.join(root, 'resources/icons'), path.join(project, 'resources/icons'), { recursive: true });
    write('resources/calendars/vietnam-2026.json', '{}');
    write('resources/calendars/README.md', 'for developers');
    for (const file of ['electron', 'electron.exe', 'LICENSE', 'resources/x']) {
      mkdirSync(path.dirname(path.join(work, 'electron', file)), { recursive: true });
      writeFileSync(path.join(work, 'electron', file), '');
    }
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  }

  /** The `resources` folder of the packed program, and the names of all files in its archive. */
  async function pack(platform: Platform, folder: string): Promise<{ resources: string; files: string[] }> {
    const output = path.join(work, folder);
    await build({
      projectDir: project,
      targets: platform.createTarget('dir', Arch.x64),
      publish: 'never',
      config: {
        extends: path.join(root, 'electron-builder.yml'),
        electronVersion: packageJson.devDependencies.electron,
        electronDist: path.join(work, 'electron'),
        electronFuses: null,
        disableAsarIntegrity: true,
        directories: { output },
        win: { signAndEditExecutable: false },
      },
    });
    const resources = path.join(output, folder, 'resources');
    const archive = path.join(resources, 'app.asar');
    const files = listPackage(archive, { isPack: false })
      .map((file) => file.replaceAll('\\', '/').replace(/^\//, ''))
      .filter((file) => /\.\w+$/.test(file));
    return { resources, files };
  }

  test.each([
    ['linux', Platform.LINUX, 'linux-unpacked', 'linux-x64.node'],
    ['win32', Platform.WINDOWS, 'win-unpacked', 'win32-x64.node'],
  ])(
    'for %s: the bundles, our data, and the one add-on that runs there',
    async (_name, platform, folder, addon) => {
      const { resources, files } = await pack(platform, folder);
      const own = files.filter((file) => !file.startsWith('node_modules/'));
      expect(own.sort()).toEqual([
        'dist/electron/main.js',
        'dist/electron/office-child.js',
        'dist/electron/pdf-worker.js',
        'dist/electron/preload.cjs',
        'dist/electron/shared-AbCd1234.js',
        'dist/renderer/assets/index-AbCd1234.js',
        'dist/renderer/index.html',
        'package.json',
      ]);
      const packages = new Set(files.filter((file) => !own.includes(file)).map((file) => file.split('/')[1]));
      expect([...packages].sort()).toEqual(Object.keys(packageJson.dependencies).sort());
      const addons = files.filter((file) => file.endsWith('.node'));
      expect(addons).toEqual([`node_modules/better-sqlite3/prebuilds/${addon}`]);
      expect(existsSync(path.join(resources, 'app.asar.unpacked', addons[0] ?? ''))).toBe(true);
      expect(files.filter((file) => /\.(test\.js|ts|tsx|md|c|cpp|h|gyp)$/.test(file))).toEqual([]);
      const packed = JSON.parse(extractFile(path.join(resources, 'app.asar'), 'package.json').toString());
      expect(packed.main).toBe('dist/electron/main.js');
      expect(packed.type).toBe('module');
      expect(existsSync(path.join(resources, 'resources/calendars/vietnam-2026.json'))).toBe(true);
      for (const absent of ['icons', 'calendars/README.md']) {
        expect(existsSync(path.join(resources, 'resources', absent))).toBe(false);
      }
    },
  );
});
