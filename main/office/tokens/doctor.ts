import path from 'node:path';
import type { TokenFinding } from '#shared/contract/index.ts';
import { machinesOfFile } from './pkcs11/bitness.ts';
import { createPkcs11Driver } from './pkcs11/driver.ts';
import { findKnownModules, loadKnownModules, modulesFor, thisMachine } from './pkcs11/known-modules.ts';
import type { TokensPorts } from './ports.ts';
import { tokenProblemText, wayProblemText } from './problems.ts';
import { TokenError, type TokenProblem } from './token.ts';

const nothing = { problem: null, slots: null, tokens: null } as const;

/**
 * Looks at every way to a token, each module in a process of its own that ends afterwards, and tells what was found or
 * the exact cause and what to do. Uses no PIN, disturbs no session.
 */
export async function examineTokens(ports: TokensPorts): Promise<TokenFinding[]> {
  const machine = ports.machine ?? thisMachine;
  const settings = ports.settings();
  const known = loadKnownModules(ports.resourcesDirectory);
  const installed = settings.knownModules ? findKnownModules(known, machine) : [];
  const files = [...new Set([...settings.modules, ...installed])];
  const findings: TokenFinding[] = [await examineAddon()];
  // One after another: some are one product under two names, and would disturb each other at the card.
  for (const file of files) findings.push(await examineModule(ports, file, machine.arch));
  if (installed.length === 0) {
    const looked = modulesFor(known, machine.platform).length;
    findings.push({
      ...nothing,
      subject: 'module',
      name: '',
      path: '',
      verdict: files.length > 0 ? 'nothing' : 'trouble',
      problem: files.length > 0 ? null : 'module-missing',
      detail: settings.knownModules
        ? `Đã tìm ${looked} phần mềm USB ký số thường gặp trên máy này: không thấy phần mềm nào. ${tokenProblemText('module-missing')}`
        : 'Đang tắt việc tìm phần mềm USB ký số thường gặp; chỉ dùng các tệp đã nhập.',
    });
  }
  findings.push(await examineHid(ports));
  findings.push({
    ...nothing,
    subject: 'software',
    name: 'USB ký số tập huấn',
    path: '',
    verdict: settings.software ? 'ok' : 'nothing',
    detail: settings.software
      ? 'Đang bật: chữ ký tập huấn không có giá trị pháp lý. Hãy tắt trước khi làm việc thật.'
      : 'Đang tắt.',
  });
  return findings;
}

async function examineAddon(): Promise<TokenFinding> {
  const finding = { ...nothing, subject: 'addon', name: 'pkcs11js', path: '' } as const;
  try {
    // Loads our own part only; no module of anybody's.
    await import('pkcs11js');
    return { ...finding, verdict: 'ok', detail: 'Phần dùng để nói chuyện với USB ký số đã sẵn sàng.' };
  } catch {
    return {
      ...finding,
      verdict: 'trouble',
      problem: 'addon-missing',
      detail: wayProblemText('addon-missing', 'pkcs11'),
    };
  }
}

async function examineModule(ports: TokensPorts, file: string, arch: string): Promise<TokenFinding> {
  const finding = { ...nothing, subject: 'module', name: path.win32.basename(file), path: file } as const;
  const driver = createPkcs11Driver({
    file,
    start: ports.startModule,
    machine: arch,
    ...(ports.limits === undefined ? {} : { limits: ports.limits }),
  });
  try {
    const { slots, tokens } = await driver.examine();
    const detail =
      tokens.length > 0
        ? `Mở được; thấy ${tokens.length} USB ký số: ${tokens.map(({ label }) => label).join(', ')}.`
        : 'Mở được nhưng chưa thấy USB ký số nào của phần mềm này. Hãy cắm USB; nếu đã cắm, thử cổng khác hoặc phần mềm khác.';
    const verdict = tokens.length > 0 ? 'ok' : 'nothing';
    return { ...finding, verdict, detail, slots, tokens: tokens.length };
  } catch (thrown) {
    const error = thrown instanceof TokenError ? thrown : new TokenError('internal', 'not a token error');
    ports.log.info('a module was examined', {
      file: finding.name,
      problem: error.problem,
      detail: error.message,
    });
    return {
      ...finding,
      verdict: 'trouble',
      problem: error.problem,
      detail: causeOf(error.problem, file, arch),
    };
  } finally {
    await driver.close();
  }
}

async function examineHid(ports: TokensPorts): Promise<TokenFinding> {
  const finding = { ...nothing, subject: 'hid', name: 'USB HID', path: '' } as const;
  if (ports.hid === null)
    return { ...finding, verdict: 'nothing', detail: 'Máy này không dùng USB ký số kiểu HID.' };
  try {
    const tokens = await ports.hid.list();
    return tokens.length > 0
      ? {
          ...finding,
          verdict: 'ok',
          tokens: tokens.length,
          detail: `Thấy ${tokens.length} USB ký số kiểu HID.`,
        }
      : { ...finding, verdict: 'nothing', tokens: 0, detail: 'Không thấy USB ký số kiểu HID nào.' };
  } catch (thrown) {
    const problem = thrown instanceof TokenError ? thrown.problem : 'internal';
    return { ...finding, verdict: 'trouble', problem, detail: wayProblemText(problem, 'hid') };
  }
}

/** For the wrong machine: which one it is made for. */
function causeOf(problem: TokenProblem, file: string, arch: string): string {
  if (problem !== 'module-bitness') return wayProblemText(problem, 'pkcs11');
  const nameOf = (machine: string) => MACHINES[machine] ?? machine;
  const made = machinesOfFile(file).map(nameOf).join(', ');
  return `Tệp này dành cho máy ${made}, còn Trạm Một Cửa là bản ${nameOf(arch)}. Hãy cài bản ${nameOf(arch)} của phần mềm USB ký số từ nơi cấp chứng thư.`;
}

const MACHINES: Readonly<Record<string, string>> = {
  x64: '64-bit',
  ia32: '32-bit',
  arm64: 'ARM 64-bit',
  arm: 'ARM 32-bit',
  other: 'loại khác',
};
