import path from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { codeOf, importsOf, sourceFiles } from './tree.ts';

/** Which npm packages a room may import. A package in no row fails: a new dependency is assigned here or not at all. */
const PACKAGES: [room: RegExp, packages: RegExp][] = [
  [/^shared\//, /^(zod|@orpc\/contract)$/],
  [/^main\/office\/storage\//, /^better-sqlite3$/],
  [/^main\/office\/users\//, /^(zod|hash-wasm)$/],
  [/^main\/office\/forms\//, /^(pdfmake(\/.*)?|bwip-js(\/.*)?|@cantoo\/pdf-lib|fontkit|zod)$/],
  [/^main\/office\/(router|lifecycle|index\.ts)/, /^@orpc\/(server|client|contract|shared)(\/.*)?$/],
  [/^main\/office\/remote-devices\//, /^(@orpc\/(client|contract)(\/.*)?|zod)$/],
  [/^main\/office\/devices\//, /^(serialport|node-hid|@napi-rs\/canvas|bwip-js\/node|zod)$/],
  [/^main\/office\/lan\//, /^(pkijs|asn1js|zod)$/],
  [/^main\/office\/tokens\//, /^(pkcs11js|node-hid|pkijs|asn1js|zod)$/],
  [/^main\/office\/certificates\//, /^(pkijs|asn1js|zod)$/],
  [/^main\/office\/pades\//, /^(pkijs|asn1js|fontkit|zod)$/],
  [/^main\/office\/exchange\//, /^(tus-js-client|zod)$/],
  [/^main\/office\//, /^zod$/],
  [/^main\/parcels\//, /^(jose|zod)$/],
  [/^main\/province\//, /^(fastify|pg|piscina|@electric-sql\/pglite|@tus\/server|zod)$/],
  [/^main\/electron\//, /^(electron|@electron\/fuses|zod)$/],
  [/^main\/host\//, /^pino$/],
  [/^main\/web\//, /^ws$/],
  [/^main\/station\//, /^(ws|zod|@orpc\/(server|client|contract)(\/.*)?)$/],
  [/^main\/start\//, /^zod$/],
  [/^main\/bundle\//, /^vite$/],
  [/^renderer\/office\//, /^@orpc\/(client|contract)(\/.*)?$/],
  [
    /^renderer\//,
    /^(react|react-dom|react-router|react-i18next|i18next|@mantine\/(core|hooks|notifications)|@tanstack\/(react-query|react-virtual)|@tabler\/icons-react|bwip-js)(\/.*)?$/,
  ],
  [/^renderer\/vite\.config\.ts$/, /^(vite|@vitejs\/plugin-react)$/],
  [/^test\//, /^(?!electron$).+$/],
];

/** Which rooms a file may reach with a package import (`#…`); within a room imports are relative. */
const ROOMS: [from: RegExp, to: RegExp][] = [
  [/^shared\//, /^#shared\//],
  // How parcels are signed and sealed is one room, for office and province alike.
  [/^main\/office\/exchange\//, /^#main\/parcels\/index\.ts$/],
  [/^main\/office\/packs\//, /^#main\/parcels\/index\.ts$/],
  [/^main\/office\//, /^#(shared|office)\//],
  [/^main\/parcels\//, /^#shared\//],
  [/^main\/province\//, /^#(shared\/|main\/(parcels|host)\/)/],
  [/^main\/host\//, /^#(shared\/|office\/ports\.ts$)/],
  [/^main\/bundle\//, /^#(shared|main\/host)\//],
  [/^main\/(electron|web)\//, /^#(shared\/|office\/(index|ports)\.ts$|main\/host\/)/],
  // Electron's office process listens on the LAN as the browser host does.
  [/^main\/electron\/office-child\.ts$/, /^#main\/web\/index\.ts$/],
  [/^main\/electron\/station-[\w-]+\.ts$/, /^#main\/station\/index\.ts$/],
  // The PC of a counter drives its own devices with the office's drivers, and lets browsers in as the browser host does.
  [
    /^main\/station\//,
    /^#(shared\/|office\/ports\.ts$|office\/(devices|printing|scanners|tokens|log)\/index\.ts$|main\/(host|web)\/)/,
  ],
  [/^main\/start/, /^#(shared\/|office\/(index|ports)\.ts$|main\/(host|web|bundle|station)\/)/],
  [/^renderer\/(office|ui|i18n|app|features|main)/, /^#(shared|renderer)\//],
  [/^test\//, /^#/],
];

const NODE_ALLOWED = /^(main|test)\//;
const isTest = (file: string) => /\.test\.tsx?$|\.oracle\.ts$/.test(file);
const files = sourceFiles();

/** The folder whose `index.ts` is the room's public face. */
function roomOf(file: string): string {
  const [top, second, third] = file.split('/');
  if (top === 'main' && second === 'office')
    return third?.includes('.') === false ? `main/office/${third}` : 'main/office';
  if (top === 'renderer' && second === 'features') return `renderer/features/${third}`;
  return second?.includes('.') === false ? `${top}/${second}` : `${top}`;
}

function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.'))
    return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const match = /^#(shared|main|office|renderer|test)\/(.*)$/.exec(specifier);
  if (match === null) return undefined;
  return match[1] === 'office' ? `main/office/${match[2]}` : `${match[1]}/${match[2]}`;
}

describe('imports go only along the arrows of the house', () => {
  it('every npm package is assigned to the room that imports it', () => {
    const wrong: string[] = [];
    for (const { file, text } of files) {
      for (const specifier of importsOf(text)) {
        if (specifier.startsWith('.') || specifier.startsWith('#')) continue;
        if (specifier.startsWith('node:')) {
          if (!NODE_ALLOWED.test(file) && !isTest(file) && file !== 'renderer/vite.config.ts')
            wrong.push(`${file} → ${specifier}`);
          continue;
        }
        if (isTest(file) && specifier !== 'electron') continue;
        if (!PACKAGES.some(([room, packages]) => room.test(file) && packages.test(specifier))) {
          wrong.push(`${file} → ${specifier}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('rooms reach each other only downwards, and only through their faces', () => {
    const wrong: string[] = [];
    for (const { file, text } of files) {
      if (isTest(file) || file.startsWith('test/')) continue;
      for (const specifier of importsOf(text)) {
        const target = targetOf(file, specifier);
        if (target === undefined) continue;
        if (specifier.startsWith('#') && !ROOMS.some(([from, to]) => from.test(file) && to.test(specifier))) {
          wrong.push(`${file} → ${specifier} (not along an arrow)`);
        }
        if (target.startsWith('test/')) wrong.push(`${file} → ${specifier} (nothing imports test)`);
        if (file.startsWith('renderer/') && target.startsWith('main/')) wrong.push(`${file} → ${specifier}`);
        if (
          /^renderer\/features\//.test(file) &&
          /^renderer\/features\//.test(target) &&
          roomOf(file) !== roomOf(target)
        ) {
          wrong.push(`${file} → ${specifier} (a feature never imports another)`);
        }
        const crossesRooms = roomOf(file) !== roomOf(target);
        if (crossesRooms && !/\/(index\.tsx?|ports\.ts)$|\.json$|\.css$|\.ttf$/.test(target)) {
          wrong.push(`${file} → ${specifier} (not through the face)`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('the office has no cycles between rooms', () => {
    const edges = new Map<string, Set<string>>();
    for (const { file, text } of files) {
      if (isTest(file) || !file.startsWith('main/office/')) continue;
      for (const specifier of importsOf(text)) {
        const target = targetOf(file, specifier);
        if (target === undefined || roomOf(target) === roomOf(file) || !target.startsWith('main/office/'))
          continue;
        if (target === 'main/office/ports.ts') continue;
        edges.set(roomOf(file), (edges.get(roomOf(file)) ?? new Set()).add(roomOf(target)));
      }
    }
    const cycles: string[] = [];
    const visit = (room: string, trail: string[]): void => {
      if (trail.includes(room)) {
        cycles.push([...trail.slice(trail.indexOf(room)), room].join(' → '));
        return;
      }
      for (const next of edges.get(room) ?? []) visit(next, [...trail, room]);
    };
    for (const room of edges.keys()) visit(room, []);
    expect([...new Set(cycles)]).toEqual([]);
  });

  it('time and chance are arguments: only hosts and tests read them from the machine', () => {
    const wrong = files
      .filter(({ file }) => /^(shared|main\/office)\//.test(file) && !isTest(file))
      .filter(({ text }) =>
        /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|\brandomBytes\(/.test(codeOf(text)),
      )
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  it('every dependency is pinned exactly', () => {
    const all: Record<string, string> = {
      ...packageJson.dependencies,
      ...packageJson.devDependencies,
      ...packageJson.optionalDependencies,
    };
    const loose = Object.entries(all).filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });
});
