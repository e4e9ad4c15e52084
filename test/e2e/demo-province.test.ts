import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leases } from '#renderer/i18n/vi/leases.ts';
import threeTier from '../../resources/offices/sample-three-tier.json' with { type: 'json' };
import { findBrowser, launchBrowser, needsBrowser } from '../fixtures/browser.ts';
import { person } from '../fixtures/people.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../fixtures/web-office.ts';
import { type Desk, openDesk } from './pages/desk.ts';
import { signInPage } from './pages/entry.ts';
import { joiningPage, outboxPage } from './pages/exchange.ts';
import { receptionPage } from './pages/reception.ts';

const browserFound = (await findBrowser()) !== undefined;
const root = path.resolve(import.meta.dirname, '../..');

/** What `npm run province -- --demo` prints for machines; people read the same beside it. */
type Printed = {
  address: string;
  administrator: { login: string; password: string };
  offices: { name: string; code: string }[];
};

/** The paragraph “Thử cả hai đầu trên một máy” of docs/province.md, word by word. */
describe.skipIf(!browserFound)(needsBrowser('both ends tried on one machine'), () => {
  let browser: Browser;
  let web: SampleWebOffice;
  let child: ChildProcess;
  let printed: Printed;
  let desk: Desk;
  beforeAll(async () => {
    child = spawn(
      process.execPath,
      ['--import', './main/check-node.js', 'main/province/start.ts', '--demo', '--port', '0'],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    [browser, web, printed] = await Promise.all([launchBrowser(), startSampleWebOffice(), readStart(child)]);
    desk = await openDesk(browser, web.startAddress());
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  });

  test('the sample office joins by the code printed beside its name, and is granted numbers', async () => {
    const { page, keyboard } = desk;
    await signInPage(page).signIn(web.administrator);
    const joining = joiningPage(page, keyboard);
    await joining.open();
    await joining.address.fill(printed.address);
    const code = printed.offices.find(({ name }) => name.startsWith(threeTier.office.name))?.code;
    await joining.tryCode(code ?? '');
    await joining.joined('Tỉnh Thử nghiệm');
    await keyboard.press('Control+F6');
    const granted = page.getByRole('table', { name: leases.list.title }).getByRole('row');
    await granted.filter({ hasText: leases.list.here }).filter({ hasText: leases.list['in-use'] }).waitFor();
  });

  test('a dossier received then is accepted, and the page of the province counts it', async () => {
    const { page, keyboard } = desk;
    await keyboard.press('Alt+N');
    const reception = receptionPage(page, keyboard);
    await reception.open();
    await reception.scanCard(person(6, 1));
    await reception.pick('1.000894', 'ket hon');
    await reception.takeRequiredPapers();
    await reception.commit();
    const code = await reception.code.innerText();
    const outbox = outboxPage(page, keyboard);
    await outbox.open();
    await outbox.everything.click();
    // Nobody sends it: that is the office's own business.
    await outbox.entry(code, 'accepted').waitFor();
    await page.getByText('Đồng bộ: 0 giữ, 0 từ chối').waitFor();
    expect(desk.faults).toEqual([]);

    const context = await browser.newContext({ javaScriptEnabled: false });
    const far = await context.newPage();
    await far.goto(`${printed.address}/quan-tri`);
    await far.getByLabel('Tên đăng nhập').fill(printed.administrator.login);
    await far.getByLabel('Mật khẩu').fill(printed.administrator.password);
    await far.keyboard.press('Enter');
    await far.getByRole('heading', { level: 1, name: 'Cơ quan' }).waitFor();
    const row = far.getByRole('row').filter({ hasText: threeTier.office.name });
    const [agency, state, , held, accepted, rejected, conflict] = await row.locator('td').allInnerTexts();
    expect([agency, rejected, conflict]).toEqual([threeTier.office.agencyCode, '0', '0']);
    expect(state).toContain('đã ghép');
    expect(Number(held)).toBeGreaterThan(0);
    expect(held).toBe(accepted);
  });
});

/** The line of JSON that it prints once it serves. */
async function readStart(child: ChildProcess): Promise<Printed> {
  if (child.stdout === null) throw new Error('nothing to read from');
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return JSON.parse(line) as Printed;
  }
  throw new Error(`the demo ended before it served: ${said}`);
}
