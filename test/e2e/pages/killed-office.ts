import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser } from '../../fixtures/browser.ts';
import { type OfficeProcess, startOfficeProcess } from '../../fixtures/office-process.ts';
import type { SamplePerson } from '../../fixtures/web-office.ts';
import { type Desk, openDesk } from './desk.ts';
import { signInPage } from './entry.ts';

/** An office in a process of its own, which a test may kill, and the counters that a test opens. */
export type KilledOffice = {
  readonly browser: Browser;
  readonly office: OfficeProcess;
  readonly clerk: SamplePerson;
  /** Whoever sits at another counter. */
  readonly other: SamplePerson;
  /** Every window that was opened in this test; a window opened otherwise is added, and closed with them. */
  readonly desks: Desk[];
  /** A new window with this person signed in. */
  openFor(who: SamplePerson): Promise<Desk>;
};

/** Gives the suite it is called in such an office. A test in which a page had a fault fails. */
export function killedOffice(): KilledOffice {
  let browser: Browser | undefined;
  let office: OfficeProcess | undefined;
  const desks: Desk[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    office = await startOfficeProcess();
  });
  afterAll(async () => {
    await browser?.close();
    await office?.end();
  });
  beforeEach(() => {
    desks.length = 0;
  });
  afterEach(async () => {
    const faults = desks.flatMap((desk) => desk.faults);
    for (const desk of desks) await desk.close();
    expect(faults).toEqual([]);
  });

  function given<Value>(value: Value | undefined): Value {
    if (value === undefined) throw new Error('not there');
    return value;
  }
  const clerks = () => given(office).people.filter(({ role }) => role === 'clerk');
  return {
    desks,
    get browser() {
      return given(browser);
    },
    get office() {
      return given(office);
    },
    get clerk() {
      return given(clerks()[0]);
    },
    get other() {
      return given(clerks()[1] ?? given(office).people.find(({ role }) => role === 'administrator'));
    },
    async openFor(who) {
      const desk = await openDesk(given(browser), given(office).startAddress());
      desks.push(desk);
      await signInPage(desk.page).signIn(who);
      return desk;
    },
  };
}
