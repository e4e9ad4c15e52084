import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { common } from '#renderer/i18n/vi/common.ts';
import { drafts } from '#renderer/i18n/vi/drafts.ts';
import { receive } from '#renderer/i18n/vi/receive.ts';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, type Person, person } from '../fixtures/people.ts';
import { atReception } from './pages/at-reception.ts';
import { slipSheet } from './pages/slips.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;
const GAP = 'Tờ khai chưa ký tên ở cả hai mặt và chưa ghi ngày tháng năm sinh của người cha';

describe.skipIf(!browserFound)(needsBrowser('the reception screen says what is so'), () => {
  const at = atReception();

  async function fillIn(who: Person): Promise<void> {
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
  }

  test('what was received and is cancelled since is no longer called received', async () => {
    const who = person(10, 1);
    await fillIn(who);
    await at.reception.takeRequiredPapers();
    const { code } = await at.reception.commit();
    const client = at.web.client();
    await client.session.signIn(at.web.clerk);
    const { rows } = await client.dossiers.search({ query: code, cursor: null, limit: 5 });
    const [row] = rows;
    if (row === undefined) throw new Error('nothing of this code');
    const { dossier } = await client.dossiers.get({ id: row.id });
    const { reasons } = await client.dossiers.mending({ id: row.id });
    const reason = reasons.cancel.find(({ textNeeded }) => !textNeeded);
    if (reason === undefined) throw new Error('no reason');
    await client.dossiers.cancel({
      requestId: randomUUID(),
      id: dossier.id,
      basedOn: dossier.revision,
      reason: { code: reason.code, text: '' },
    });
    await at.reception.received.getByText(receive.received.titles.cancelled).waitFor();
    expect(await at.reception.received.getByText(receive.received.due, { exact: true }).count()).toBe(0);
  });

  test('a slip comes back after a reload, tells all it asked for, and Alt+J counts what was there', async () => {
    const who = person(10, 2);
    const { keyboard, page } = at.desk;
    await fillIn(who);
    const count = (row: number) => at.reception.form.locator(`[data-row="${row}"] [data-column="originals"]`);
    await keyboard.press('ArrowDown');
    await keyboard.press('1');
    const supplement = slipSheet(page, keyboard, 'supplement');
    await supplement.open();
    await keyboard.press('Insert');
    await page.keyboard.insertText(GAP);
    await supplement.paper.getByText(GAP).waitFor();
    await page.waitForTimeout(1_500);
    await page.reload();
    await supplement.form.waitFor();
    await eventually(() => supplement.line(1).inputValue(), GAP);
    const number = await supplement.give();
    await at.reception.received.getByRole('listitem').filter({ hasText: GAP }).waitFor();
    await keyboard.press('F3');
    await fillIn(who);
    await page.locator('[data-duplicate="open-dossier"]').filter({ hasText: number }).waitFor();
    await keyboard.press('Alt+J');
    const note = page.locator('[data-follows]');
    const gap = note.getByText(GAP);
    await gap.waitFor();
    const inside = await gap.evaluate((element) => {
      const outer = element.closest('[data-follows]')?.getBoundingClientRect();
      return [...element.getClientRects()].every(
        ({ right, bottom }) => outer !== undefined && right <= outer.right && bottom <= outer.bottom,
      );
    });
    expect(inside).toBe(true);
    await eventually(() => count(0).innerText(), '1');
    await keyboard.press('Alt+J');
    await note.waitFor({ state: 'detached' });
    await eventually(() => count(0).innerText(), '0');
  });

  test('a name typed without its marks is spelt as it is known; a reason that needs words says so', async () => {
    const who = person(10, 3);
    const { keyboard, page } = at.desk;
    await fillIn(who);
    await at.reception.takeRequiredPapers();
    await at.reception.commit();
    await keyboard.press('F3');
    await at.reception.open();
    const bare = who.name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll('đ', 'd')
      .replaceAll('Đ', 'D');
    await at.reception.name.fill(bare.toLowerCase());
    await at.reception.idNumber.fill(who.number);
    await eventually(() => at.reception.name.inputValue(), who.name);
    // Another name to the same number: said in the card, and beside the field.
    await at.reception.name.fill('Quách Văn Khác');
    await page.locator('[data-duplicate="other-name"]').filter({ hasText: who.name }).waitFor();
    await at.reception.form.getByText(receive.applicant.compare, { exact: true }).first().waitFor();
    await at.reception.name.fill(who.name);
    const refusal = slipSheet(page, keyboard, 'refusal');
    await refusal.open();
    await refusal.reason.selectOption('not-competent');
    await refusal.form.getByText(common.required, { exact: true }).waitFor();
    await refusal.paper.getByText('Không thuộc thẩm quyền giải quyết').waitFor();
    await refusal.reason.selectOption('no-procedure');
    await refusal.form.getByText(common.required, { exact: true }).waitFor({ state: 'detached' });
    await keyboard.press('Escape');
    await at.reception.open();
  });

  test('with nothing entered there is nothing to keep; a warning stands in one line', async () => {
    const { keyboard, page } = at.desk;
    const quiet = page.getByText(receive.actions.kept);
    expect(await quiet.count()).toBe(0);
    // Cut short by the gun: said, and no draft.
    await keyboard.scan(cardText(person(10, 4)).slice(0, 20));
    await at.reception.scanProblem.waitFor();
    await page.waitForTimeout(1_500);
    await page.reload();
    await at.reception.open();
    expect(await page.getByText(drafts.unnamed).count()).toBe(0);
    await fillIn(person(10, 4));
    await quiet.waitFor();
    await keyboard.press('F2');
    await at.reception.missingAsked.waitFor();
    const height = await at.reception.missingAsked.evaluate(
      (element) => element.getBoundingClientRect().height,
    );
    expect(height).toBeLessThan(45);
  });
});
