import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterPack } from '#main/bundle/check-addons.ts';
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

test('what looks at the packed add-ons is the file that is named', async () => {
  const { afterPack: file } = (await readConfig()) as { afterPack: string };
  expect((await import(path.join(root, file))).afterPack).toBe(afterPack);
});

test('the icons are there in every size that is asked for', () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
    const png = readFileSync(path.join(root, 'resources/icons', `${size}x${size}.png`));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
  const ico = readFileSync(path.join(root, 'resources/icons/icon.ico'));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 7]);
});

/** `name` or `@scope/name` of a packed file of a package. */
function packageOf(file: string): string {
  const [, first = '', second = ''] = file.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** Packages at the top of node_modules that the program needs to run, as npm put them there. */
function productionPackages(): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const file = path.join(root, 'node_modules', name, 'package.json');
    // What only compiles add-ons stays behind; parts for other machines are not installed.
    if (found.has(name) || name === 'node-addon-api' || !existsSync(file)) return;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) {
      // A version of its own lies inside the package.
      if (!existsSync(path.join(root, 'node_modules', name, 'node_modules', next))) visit(next);
    }
  };
  for (const name of [...Object.keys(packageJson.dependencies), 'pkcs11js']) visit(name);
  return [...found];
}

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
    for (const name of [...productionPackages(), 'node-addon-api']) {
      cpSync(path.join(root, 'node_modules', name), path.join(project, 'node_modules', name), {
        recursive: true,
      });
    }
    // npm installs the drawing's part of the present machine only.
    const drawing = 'node_modules/@napi-rs/canvas-win32-x64-msvc';
    const { version } = JSON.parse(
      readFileSync(path.join(root, 'node_modules/@napi-rs/canvas/package.json'), 'utf8'),
    );
    write(`${drawing}/package.json`, JSON.stringify({ name: '@napi-rs/canvas-win32-x64-msvc', version }));
    write(`${drawing}/skia.win32-x64-msvc.node`, 'MZ, an add-on');
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (name === 'pkcs11js') continue;
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
        // The file named in electron-builder.yml, which is looked for beside the project.
        afterPack,
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
    [
      'linux',
      Platform.LINUX,
      'linux-unpacked',
      'canvas-linux-x64-gnu',
      [
        '@napi-rs/canvas-linux-x64-gnu/skia.linux-x64-gnu.node',
        '@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
        'better-sqlite3/prebuilds/linux-x64.node',
        'node-hid/prebuilds/HID-linux-x64/node-napi-v4.node',
        'node-hid/prebuilds/HID_hidraw-linux-x64/node-napi-v4.node',
        'pkcs11js/build/Release/pkcs11.node',
      ],
    ],
    [
      'win32',
      Platform.WINDOWS,
      'win-unpacked',
      'canvas-win32-x64-msvc',
      [
        '@napi-rs/canvas-win32-x64-msvc/skia.win32-x64-msvc.node',
        '@serialport/bindings-cpp/prebuilds/win32-x64/@serialport+bindings-cpp.node',
        'better-sqlite3/prebuilds/win32-x64.node',
        'node-hid/prebuilds/HID-win32-x64/node-napi-v4.node',
        'pkcs11js/build/Release/pkcs11.node',
      ],
    ],
  ])(
    'for %s: the bundles, our data, and of each add-on the one that runs there',
    async (_name, target, folder, drawing, addons) => {
      if (target === Platform.WINDOWS) {
        await expect(pack(target, folder)).rejects.toThrow(/another system.*pkcs11\.node/);
        write('node_modules/pkcs11js/build/Release/pkcs11.node', 'MZ, an add-on');
      }
      const { resources, files } = await pack(target, folder);
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
      const packages = new Set(files.filter((file) => !own.includes(file)).map(packageOf));
      const everywhere = productionPackages().filter((name) => !name.startsWith('@napi-rs/canvas-'));
      expect([...packages].sort()).toEqual([...everywhere, `@napi-rs/${drawing}`].sort());
      const unpacked = files.filter((file) => file.endsWith('.node'));
      expect(unpacked.sort()).toEqual(addons.map((file) => `node_modules/${file}`).sort());
      for (const file of unpacked)
        expect(existsSync(path.join(resources, 'app.asar.unpacked', file))).toBe(true);
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
