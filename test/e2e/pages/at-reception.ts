import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser } from '../../fixtures/browser.ts';
import { type SampleWebOffice, startSampleWebOffice } from '../../fixtures/web-office.ts';
import { type Desk, openDesk } from './desk.ts';
import { signInPage } from './entry.ts';
import { receptionPage } from './reception.ts';

/** What a suite has in hand while one of its tests runs. */
export type AtReception = {
  readonly browser: Browser;
  readonly web: SampleWebOffice;
  readonly desk: Desk;
  readonly reception: ReturnType<typeof receptionPage>;
};

/**
 * Gives the suite it is called in one browser and one sample office, and each of its tests a clerk before an empty
 * reception form. A test in which the page had a fault fails.
 */
export function atReception(): AtReception {
  let browser: Browser | undefined;
  let web: SampleWebOffice | undefined;
  let desk: Desk | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    web = await startSampleWebOffice();
  });
  afterAll(async () => {
    await browser?.close();
    await web?.end();
  });
  beforeEach(async () => {
    desk = await openDesk(given(browser), given(web).startAddress());
    await signInPage(desk.page).signIn(given(web).clerk);
    await receptionPage(desk.page, desk.keyboard).open();
  });
  afterEach(async () => {
    const { faults, close } = given(desk);
    await close();
    expect(faults).toEqual([]);
  });
  return {
    get browser() {
      return given(browser);
    },
    get web() {
      return given(web);
    },
    get desk() {
      return given(desk);
    },
    get reception() {
      const { page, keyboard } = given(desk);
      return receptionPage(page, keyboard);
    },
  };
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('only while a test runs');
  return value;
}
