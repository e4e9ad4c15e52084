import path from 'node:path';
import { makeStaleElectron, makeStaleScreens } from './bundle/index.ts';

/** `npm run build`: makes what is missing or older than its sources, for both hosts. */
const root = path.resolve(import.meta.dirname, '..');
const screens = await makeStaleScreens(root);
const electron = await makeStaleElectron(root);
process.stderr.write(
  `Màn hình: ${screens ? 'đã dựng' : 'không đổi'}. Electron: ${electron ? 'đã dựng' : 'không đổi'}.\n`,
);
