import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '#shared/base/index.ts';
import { say } from './say.ts';

/** Why there is no window; each has its own sentence for the person. */
export type NoWindow =
  | { kind: 'no-display' }
  | { kind: 'superuser' }
  | { kind: 'not-fetched'; detail: string }
  | { kind: 'crashed'; detail: string };

/** What stands against a window before anything is fetched; null when nothing does. */
export function obstacleToWindow(machine: {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  userId: number | null;
}): NoWindow | null {
  if (machine.platform !== 'linux') return null;
  if (!machine.env['DISPLAY'] && !machine.env['WAYLAND_DISPLAY']) return { kind: 'no-display' };
  // Its sandbox does not work for root, and without the sandbox we do not open it.
  if (machine.userId === 0) return { kind: 'superuser' };
  return null;
}

/**
 * The Electron program of this installation, or null when its runtime was never fetched. The `electron` package
 * itself is not asked: being asked, it starts to download.
 */
export function findElectron(root: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const folder = path.join(root, 'node_modules', 'electron');
  try {
    const name = readFileSync(path.join(folder, 'path.txt'), 'utf8').trim();
    const program = path.join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist'), name);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** Fetches the runtime with Electron's own installer; `limitMs` for everything together. */
export async function fetchElectron(root: string, limitMs: number): Promise<Result<string, NoWindow>> {
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return err({ kind: 'not-fetched', detail: 'node_modules/electron: npm ci' });
  say('Đang tải Electron (khoảng 110 MB, chỉ một lần). Nhấn Ctrl+C rồi chạy "npm start -- --web" để bỏ qua.');
  say('Fetching Electron (about 110 MB, once only).');
  const child = spawn(process.execPath, [installer], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2_000);
  });
  const begun = performance.now();
  const progress = setInterval(() => {
    say(`  … ${Math.round((performance.now() - begun) / 1_000)} s`);
  }, 15_000);
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    child.kill();
  }, limitMs);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (exitCode) => resolve(exitCode));
  });
  clearInterval(progress);
  clearTimeout(limit);
  const program = code === 0 ? findElectron(root, process.env) : null;
  if (program !== null) return ok(program);
  const detail = late
    ? `quá ${Math.round(limitMs / 1_000)} giây / timed out`
    : (complaint.trim().split('\n')[0] ?? '');
  return err({ kind: 'not-fetched', detail });
}

/** What the person is told: why there is no window, and how to get it. */
export function explainNoWindow(reason: NoWindow): string {
  switch (reason.kind) {
    case 'no-display':
      return `Không mở được cửa sổ: máy này không có màn hình đồ họa (DISPLAY trống). Trạm sẽ chạy trong trình duyệt.
Muốn có cửa sổ: chạy "npm start" trong phiên làm việc đồ họa.

No window: this machine has no graphical display. Using the browser instead.
To get the window, run "npm start" inside a desktop session.`;
    case 'superuser':
      return `Không mở cửa sổ khi chạy bằng tài khoản root. Trạm sẽ chạy trong trình duyệt.
Muốn có cửa sổ: chạy "npm start" bằng tài khoản thường.

No window as root. Using the browser instead. To get the window, run "npm start" as an ordinary user.`;
    case 'not-fetched':
      return `Chưa có Electron và không tải được (${reason.detail}). Trạm sẽ chạy trong trình duyệt.
Muốn có cửa sổ: nối mạng tới github.com (hoặc đặt ELECTRON_MIRROR trỏ tới máy chủ nội bộ) rồi chạy lại "npm start".

Electron is not here and could not be fetched. Using the browser instead.
To get the window, connect to github.com (or set ELECTRON_MIRROR) and run "npm start" again.`;
    case 'crashed':
      return `Electron không khởi động được (${reason.detail}). Trạm sẽ chạy trong trình duyệt.
Muốn có cửa sổ: xem thông báo lỗi ở trên; trên Linux thường là thiếu thư viện (libnss3, libgtk-3-0) hoặc sandbox bị chặn.

Electron did not start. Using the browser instead.
To get the window, see the message above; on Linux mostly a library or the sandbox is missing.`;
  }
}
