import { describe, expect, test } from 'vitest';
import { receive } from '#renderer/i18n/vi/receive.ts';
import { slips } from '#renderer/i18n/vi/slips.ts';
import { findBrowser, needsBrowser } from '../fixtures/browser.ts';
import { cardText, type Person, person } from '../fixtures/people.ts';
import { atReception } from './pages/at-reception.ts';
import { slipSheet } from './pages/slips.ts';
import { eventually } from './pages/waiting.ts';

const browserFound = (await findBrowser()) !== undefined;

describe.skipIf(!browserFound)(
  needsBrowser('when nothing can be received, or the result is there at once'),
  () => {
    const at = atReception();

    const sheet = (kind: 'supplement' | 'refusal') => slipSheet(at.desk.page, at.desk.keyboard, kind);

    /** The newest dossier of this person as the office has it, whatever the screen says. */
    async function dossierOf(who: Pick<Person, 'number'>) {
      const client = at.web.client();
      await client.session.signIn(at.web.clerk);
      const { rows } = await client.dossiers.search({ query: who.number, cursor: null, limit: 100 });
      const [row] = rows;
      if (row === undefined) throw new Error('nothing of this person');
      return { rows, ...(await client.dossiers.get({ id: row.id })) };
    }

    async function fillIn(who: Person): Promise<void> {
      await at.reception.scanCard(who);
      await at.reception.pick('1.000894', 'ket hon');
    }

    test('F6 asks for everything at once, on paper with a number, and nothing is received', async () => {
      const who = person(8, 1);
      const { keyboard, page } = at.desk;
      await fillIn(who);
      const supplement = sheet('supplement');
      await supplement.open();
      expect(await supplement.ticked.count()).toBe(2);
      await keyboard.press('ArrowDown');
      await keyboard.press('Space');
      await eventually(() => supplement.ticked.count(), 1);
      await keyboard.press('Insert');
      await page.keyboard.insertText('Tờ khai chưa ký tên');
      await keyboard.press('Enter');
      await page.keyboard.insertText('Ảnh quá 6 tháng');
      await supplement.paper.getByText('Ảnh quá 6 tháng').waitFor();
      const number = await supplement.give();
      expect(number).toMatch(/^\d{2,}\/\d{4}\/HDHS$/);
      const { dossier, jobs } = await dossierOf(who);
      expect(dossier).toMatchObject({
        state: 'supplement-requested',
        due: null,
        slip: { kind: 'supplement' },
      });
      expect(dossier.slip?.gaps.map(({ text }) => text).slice(1)).toEqual([
        'Tờ khai chưa ký tên',
        'Ảnh quá 6 tháng',
      ]);
      expect(jobs).toHaveLength(1);
      await keyboard.press('F3');
      await eventually(() => at.reception.name.inputValue(), '');
    });

    test('Esc goes back with nothing lost, and the sheet has it still when it is opened again', async () => {
      const { keyboard, page } = at.desk;
      await fillIn(person(8, 2));
      await at.reception.note.focus();
      const supplement = sheet('supplement');
      await supplement.open();
      await keyboard.press('Insert');
      await page.keyboard.insertText('Thiếu chữ ký');
      await keyboard.press('Escape');
      await at.reception.open();
      await eventually(() => page.evaluate(() => document.activeElement?.id), 'receive-note');
      await keyboard.press('Alt+H');
      await page.getByRole('option').first().waitFor();
      await keyboard.press('Alt+N');
      await at.reception.open();
      await supplement.open();
      expect(await supplement.line(1).inputValue()).toBe('Thiếu chữ ký');
      await keyboard.press('Escape');
    });

    test('F7 refuses a matter that is no procedure: only a name, the matter and the reason are needed', async () => {
      const { keyboard, page } = at.desk;
      const refusal = sheet('refusal');
      await refusal.open();
      await keyboard.press('F2');
      await refusal.problem.waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('receive-applicant-name');
      await page.keyboard.insertText('Quách Văn Từ');
      await keyboard.press('Enter');
      await eventually(() => page.evaluate(() => document.activeElement?.id), 'receive-matter');
      await page.keyboard.insertText('Xác nhận nhân thân cho người ở xã khác');
      await refusal.reason.selectOption('no-procedure');
      for (let times = 0; times < 5; times += 1) await keyboard.press('Enter');
      expect(await refusal.given.count()).toBe(0);
      await refusal.paper.getByText('không thuộc thủ tục hành chính').waitFor();
      await refusal.give();
      const client = at.web.client();
      await client.session.signIn(at.web.clerk);
      const { rows } = await client.dossiers.search({ query: 'Quách Văn Từ', cursor: null, limit: 10 });
      expect(rows.map(({ slip, state, procedureName }) => [slip, state, procedureName])).toEqual([
        ['refusal', 'refused', 'Xác nhận nhân thân cho người ở xã khác'],
      ]);
    });

    test('who comes back with the slip is offered it, and the reception that follows settles it', async () => {
      const who = person(8, 3);
      const { keyboard, page } = at.desk;
      await fillIn(who);
      const supplement = sheet('supplement');
      await supplement.open();
      const number = await supplement.give();
      const { dossier: slip } = await dossierOf(who);
      // The next visit: the same card and procedure find the slip.
      await keyboard.press('F3');
      await fillIn(who);
      const offer = page.locator('[data-duplicate="open-dossier"]').filter({ hasText: number });
      await offer.waitFor();
      await keyboard.press('Alt+J');
      const follows = page.locator('[data-follows]');
      await follows.filter({ hasText: number }).waitFor();
      expect(await page.getByText(slips.follows.expected, { exact: true }).count()).toBe(2);
      await at.reception.takeRequiredPapers();
      await at.reception.commit();
      const { dossier: received } = await dossierOf(who);
      expect(received).toMatchObject({ state: 'received', follows: slip.id });
      const client = at.web.client();
      await client.session.signIn(at.web.clerk);
      const { dossier: settled } = await client.dossiers.get({ id: slip.id });
      expect(settled.followedBy).toBe(received.id);
    });

    test('the address of a slip fills the whole form; detached it is a new matter', async () => {
      const who = person(8, 4);
      const { keyboard, page } = at.desk;
      await fillIn(who);
      await at.reception.phone.focus();
      await page.keyboard.insertText('0912345678');
      const supplement = sheet('supplement');
      await supplement.open();
      const number = await supplement.give();
      const { dossier } = await dossierOf(who);
      await keyboard.press('F3');
      await at.reception.name.waitFor();
      await at.reception.name.focus();
      await page.keyboard.insertText('Nửa chừng');
      await page.evaluate((id) => {
        window.location.hash = `#/receive?slip=${id}`;
      }, dossier.id);
      await page.locator('[data-follows]').filter({ hasText: number }).waitFor();
      expect(await at.reception.name.inputValue()).toBe(who.name);
      expect((await at.reception.phone.inputValue()).replaceAll(' ', '')).toBe('0912345678');
      // Of the same person: scanning the card changes nothing of it.
      await keyboard.scan(cardText(who));
      expect(await page.locator('[data-follows]').count()).toBe(1);
      await keyboard.press('Alt+J');
      await page.locator('[data-follows]').waitFor({ state: 'detached' });
      expect(await at.reception.name.inputValue()).toBe(who.name);
    });

    test('handed over at once: one key, F2 says so, no paper unless asked for afterwards', async () => {
      const who = person(8, 5);
      const { keyboard, page } = at.desk;
      await fillIn(who);
      await at.reception.takeRequiredPapers();
      await keyboard.press('Alt+Q');
      await page.getByRole('button', { name: receive.actions.atOnce }).waitFor();
      await keyboard.press('F2');
      const done = page.locator('[data-received][data-outcome="at-once"]');
      await done.waitFor();
      await done.locator('[data-print-state="none"]').waitFor();
      const before = await dossierOf(who);
      expect(before.dossier).toMatchObject({ state: 'returned', atOnce: true });
      expect(before.jobs).toEqual([]);
      await keyboard.press('Alt+R');
      await done.locator('[data-print-state="printed"]').waitFor();
      expect((await dossierOf(who)).jobs).toHaveLength(1);
    });

    test('Ctrl and arrows move between the cards, also out of the box of procedures', async () => {
      const { keyboard, page } = at.desk;
      await fillIn(person(8, 6));
      const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
      await at.reception.name.focus();
      await keyboard.press('Control+ArrowDown');
      expect(await focused()).toBe('receive-procedureCode');
      await keyboard.press('Control+ArrowDown');
      expect(await page.evaluate(() => document.activeElement?.closest('[data-papers]') !== null)).toBe(true);
      await keyboard.press('Control+ArrowDown');
      expect(await focused()).toBe('receive-delivery-way');
      expect(await at.reception.form.locator('#receive-delivery-way').inputValue()).toBe('counter');
      await keyboard.press('Control+ArrowUp');
      await keyboard.press('Control+ArrowUp');
      expect(await focused()).toBe('receive-procedureCode');
    });
  },
);
