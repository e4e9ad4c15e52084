import { Button, Group } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { paths, ReceiptBadge, useReceiptWords } from '#renderer/ui/index.ts';
import type { FeeReceipt } from '#shared/contract/index.ts';
import classes from './fee-receipts.module.css';

export type ReceiptAct = 'number' | 'withdraw' | 'end';

/** What Enter and Delete do to a receipt as it stands; null: nothing any more. */
export function actsOf({ state }: Pick<FeeReceipt, 'state'>): {
  enter: 'number' | null;
  remove: 'withdraw' | 'end' | null;
} {
  if (state === 'waiting') return { enter: 'number', remove: 'withdraw' };
  if (state === 'numbered') return { enter: 'number', remove: 'end' };
  return { enter: null, remove: null };
}

/** Receipts, one line each. Arrows go from line to line, Enter enters its number, Delete withdraws or ends it. */
export function ReceiptTable(props: {
  receipts: readonly FeeReceipt[];
  onDo: (what: ReceiptAct, receipt: FeeReceipt) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const words = useReceiptWords();
  const { receipts, onDo } = props;
  function onKeyDown(event: KeyboardEvent<HTMLTableRowElement>, receipt: FeeReceipt): void {
    // A key pressed on a button or link of the line is its own.
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey) return;
    const row = event.currentTarget;
    const next =
      event.key === 'ArrowDown'
        ? row.nextElementSibling
        : event.key === 'ArrowUp'
          ? row.previousElementSibling
          : null;
    const { enter, remove } = actsOf(receipt);
    const act = event.key === 'Enter' ? enter : event.key === 'Delete' ? remove : null;
    if (act !== null) onDo(act, receipt);
    else if (next instanceof HTMLElement) next.focus();
    else return;
    event.preventDefault();
  }
  return (
    <>
      <div className={classes.wide}>
        <table className={classes.table} aria-label={t('feeReceipts.list.label')}>
          <thead>
            <tr>
              <th scope="col">{t('feeReceipts.list.day')}</th>
              <th scope="col">{t('feeReceipts.list.dossier')}</th>
              <th scope="col">{t('feeReceipts.list.payer')}</th>
              <th scope="col" className={classes.number}>
                {t('feeReceipts.list.amount')}
              </th>
              <th scope="col">{t('feeReceipts.list.state')}</th>
            </tr>
          </thead>
          <tbody>
            {receipts.map((receipt) => {
              const { enter, remove } = actsOf(receipt);
              return (
                <tr
                  key={receipt.id}
                  className={classes.row}
                  tabIndex={0}
                  data-receipt={receipt.id}
                  data-state={receipt.state}
                  onKeyDown={(event) => onKeyDown(event, receipt)}
                >
                  <td className={classes.code}>{formats.date(receipt.collectedOn)}</td>
                  <td className={classes.code}>
                    <Link to={paths.dossier(receipt.dossierId)}>
                      {receipt.erased ? t('feeReceipts.list.erased') : receipt.dossierCode}
                    </Link>
                  </td>
                  <td>
                    {receipt.payer}
                    <div className={classes.words}>{receipt.charge}</div>
                  </td>
                  <td className={classes.number}>
                    {formats.money(receipt.amount)}
                    <div className={classes.words}>{t(`feeReceipts.methods.${receipt.method}`)}</div>
                  </td>
                  <td>
                    <Group gap="xs">
                      <ReceiptBadge receipt={receipt} />
                      {enter !== null && (
                        <Button size="compact-xs" variant="default" onClick={() => onDo(enter, receipt)}>
                          {t(
                            receipt.state === 'waiting'
                              ? 'feeReceipts.list.actNumber'
                              : 'feeReceipts.list.actCorrect',
                          )}
                        </Button>
                      )}
                      {remove !== null && (
                        <Button size="compact-xs" variant="subtle" onClick={() => onDo(remove, receipt)}>
                          {t(remove === 'end' ? 'feeReceipts.list.actEnd' : 'feeReceipts.list.actWithdraw')}
                        </Button>
                      )}
                    </Group>
                    <div className={classes.words}>
                      {words(receipt).map((text) => (
                        <div key={text}>{text}</div>
                      ))}
                      <div>
                        {t('feeReceipts.list.by', {
                          who: receipt.recordedBy,
                          when: formats.shortMoment(receipt.recordedAt),
                        })}
                      </div>
                    </div>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className={classes.dim}>{t('feeReceipts.list.hint')}</p>
    </>
  );
}
