import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { receivePeople } from '#renderer/i18n/vi/receive-people.ts';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, person } from '../fixtures/people.ts';
import { atReception } from './pages/at-reception.ts';
import { dossierPage } from './pages/finding.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(needsBrowser('in whose name a dossier is'), () => {
  const at = atReception();

  const client = async () => {
    const asked = at.web.client();
    await asked.session.signIn(at.web.clerk);
    return asked;
  };
  const received = async (code: string) => {
    const office = await client();
    const [row] = (await office.dossiers.search({ query: code, cursor: null, limit: 1 })).rows;
    return office.dossiers.get({ id: row?.id ?? '' });
  };

  /** For a person to look at: only where a folder is named. */
  async function picture(name: string): Promise<void> {
    const folder = process.env['TRAM_PICTURES'];
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    for (const [width, height, size] of [
      [1366, 768, '100%'],
      [1920, 1080, '100%'],
      [1366, 768, '200%'],
    ] as const) {
      await at.desk.page.setViewportSize({ width, height });
      await at.desk.page.evaluate((value) => {
        document.documentElement.style.fontSize = value;
      }, size);
      await at.desk.page.screenshot({ path: path.join(folder, `${name}-${width}-${size}.png`) });
    }
    await at.desk.page.setViewportSize({ width: 1366, height: 768 });
    await at.desk.page.evaluate(() => {
      document.documentElement.style.fontSize = '';
    });
  }

  test('an organisation is received with who speaks for it, by keyboard and one scan', async () => {
    const { keyboard } = at.desk;
    const speaker = person(11, 3);
    await keyboard.press('Alt+P');
    await at.reception.field(receivePeople.organisationName).and(at.desk.page.locator(':focus')).waitFor();
    await at.desk.page.keyboard.insertText('Công ty TNHH Rừng Xanh');
    await keyboard.press('Enter');
    await keyboard.type('0100109106');
    await keyboard.scan(cardText(speaker));
    await eventually(() => at.reception.field(receivePeople.representative).inputValue(), speaker.name);
    await at.reception.field(receivePeople.position).and(at.desk.page.locator(':focus')).waitFor();
    await at.desk.page.keyboard.insertText('Giám đốc');
    await at.reception.procedure.focus();
    await at.reception.pick('1.000894', 'ket hon');
    await at.reception.takeRequiredPapers();
    await picture('organisation');
    const { code } = await at.reception.commit();
    expect((await received(code)).dossier.applicant).toMatchObject({
      kind: 'organisation',
      name: 'Công ty TNHH Rừng Xanh',
      idNumber: '0100109106',
      representative: { name: speaker.name, position: 'Giám đốc', idNumber: speaker.number },
    });
  });

  test('two persons: a key, a second card, and both are on the receipt', async () => {
    const { keyboard, page } = at.desk;
    const [first, second] = [person(12, 1), person(12, 2)];
    await at.reception.scanCard(first);
    await keyboard.press('Alt+T');
    await at.reception.field('Người cùng đứng tên 1').and(page.locator(':focus')).waitFor();
    await keyboard.scan(cardText(second));
    await eventually(() => at.reception.field('Người cùng đứng tên 1').inputValue(), second.name);
    await at.reception.procedure.and(page.locator(':focus')).waitFor();
    await at.reception.pick('1.000894', 'ket hon');
    await at.reception.takeRequiredPapers();
    await page.getByText(`${first.name} và 1 người khác`).waitFor();
    await picture('two-persons');
    const { code } = await at.reception.commit();
    const { dossier } = await received(code);
    expect([dossier.applicant.name, dossier.coApplicants?.map(({ name }) => name)]).toEqual([
      first.name,
      [second.name],
    ]);
    const office = await client();
    const { rows } = await office.dossiers.search({ query: second.number, cursor: null, limit: 5 });
    expect(rows.map((row) => row.code)).toEqual([code]);
  });

  test('a second dossier of one visit keeps the person; a duplicate is shown, opened by a key, and stops nothing', async () => {
    const { keyboard, page } = at.desk;
    const who = person(13, 1);
    await at.reception.scanCard(who);
    await at.reception.pick('1.000894', 'ket hon');
    await at.reception.takeRequiredPapers();
    const { code: first } = await at.reception.commit();
    await keyboard.press('F4');
    await at.reception.procedure.and(page.locator(':focus')).waitFor();
    expect(await at.reception.name.inputValue()).toBe(who.name);
    await at.reception.pick('1.000894', 'ket hon');
    const note = page.locator('[data-duplicate="open-dossier"]');
    await note.filter({ hasText: first }).waitFor();
    await picture('duplicate');
    await keyboard.press('Alt+O');
    await dossierPage(page).heading(first).waitFor();
    await keyboard.press('Alt+N');
    await at.reception.open();
    await at.reception.requiredPapers.focus();
    await keyboard.press('Enter');
    const { code: second } = await at.reception.commit();
    const visit = page.locator('[data-visit]');
    await visit.filter({ hasText: first }).filter({ hasText: second }).waitFor();
    await picture('visit');
    await keyboard.press('Alt+I');
    await page.getByText(/Đã xếp lệnh in 2 giấy/).waitFor();
    const { dossier, history } = await received(second);
    expect(dossier.visit).toBeDefined();
    expect(history.flatMap(({ details }) => details).join('\n')).toContain(`${first}, ${second}`);
    expect((await received(first)).history.at(-1)?.details.join('\n')).toContain(second);
  });
});
