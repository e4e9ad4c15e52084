import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkTaxCode } from '#shared/citizen/index.ts';
import { FeeReceiptSettings } from '#shared/contract/index.ts';
import { type Collector, FeeReceiptRules } from '#shared/fee-receipts/index.ts';
import { changeSettingInTx, findSetting } from '../settings/index.ts';
import type { ReadableDb } from '../storage/index.ts';
import type { FeeReceiptPorts } from './ports.ts';
import { refuseProblems } from './refused.ts';

const KEY = 'fee-receipts';
const NONE: FeeReceiptSettings = { collector: '', taxCode: '', provider: '', formSign: '', series: '' };

/** Reads the rules of fee receipts. Throws when the file does not fit its schema. */
export function loadFeeReceiptRules(resourcesDirectory: string): FeeReceiptRules {
  const file = path.join(resourcesDirectory, 'fee-receipts', 'rules.json');
  return FeeReceiptRules.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** What an administrator chose; all empty before. */
export function getFeeReceiptSettings(db: ReadableDb): FeeReceiptSettings {
  return findSetting(db, KEY, FeeReceiptSettings) ?? NONE;
}

/** Who takes the money, as receipts name it: the office itself where nobody else was named. */
export function collectorOf(ports: Pick<FeeReceiptPorts, 'db' | 'office'>): Collector {
  const { collector, taxCode } = getFeeReceiptSettings(ports.db);
  return { name: collector === '' ? ports.office().profile.name : collector, taxCode };
}

/**
 * Keeps new settings; what fits the rules of no provider is refused. Answers with a doubt about the tax code's check
 * digit, which stops nothing.
 */
export function changeFeeReceiptSettings(
  ports: FeeReceiptPorts,
  asked: FeeReceiptSettings,
  by: { actor: string },
): { settings: FeeReceiptSettings; warning: string | null } {
  const tidy = (text: string) => text.replace(/\s+/gu, '').toUpperCase();
  const { electronic } = ports.rules;
  const settings = { ...asked, formSign: tidy(asked.formSign), series: tidy(asked.series) };
  const problems: { field: string; message: string }[] = [];
  let warning: string | null = null;
  if (asked.taxCode !== '') {
    const checked = checkTaxCode(asked.taxCode);
    if (checked.ok) {
      settings.taxCode = checked.value.code;
      warning = checked.value.warning;
    } else problems.push({ field: 'taxCode', message: checked.error });
  }
  const { examples } = electronic;
  if (settings.formSign !== '' && !new RegExp(electronic.formSign, 'u').test(settings.formSign))
    problems.push({ field: 'formSign', message: `Ký hiệu mẫu không đúng dạng, ví dụ ${examples.formSign}.` });
  if (settings.series !== '' && !new RegExp(electronic.series, 'u').test(settings.series))
    problems.push({ field: 'series', message: `Ký hiệu không đúng dạng, ví dụ ${examples.series}.` });
  refuseProblems(problems);
  ports.db.transaction((tx) => {
    const subject = ports.office().profile.id;
    changeSettingInTx(tx, ports.journal, { key: KEY, value: settings, actor: by.actor, subject });
    tx.afterCommit(() => ports.onChanged([]));
  });
  return { settings, warning };
}
