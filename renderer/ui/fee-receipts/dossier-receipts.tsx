import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { CollectDialog } from './collect-dialog.tsx';
import { CollectFee } from './collect-fee.tsx';
import classes from './fee-receipts.module.css';
import { ReceiptBadge, useReceiptWords } from './receipt-words.tsx';
import { useFeesOf } from './use-fee-receipts.ts';

/** The payments of a dossier on its page, each with its receipt, and the keys that record one more. */
export function DossierReceipts(props: { dossierId: string; code: string }) {
  const t = useTexts();
  const formats = useFormats();
  const words = useReceiptWords();
  const { dossierId, code } = props;
  const { data: fees } = useFeesOf(dossierId);
  const [asking, setAsking] = useState(false);
  if (fees === undefined) return null;
  const { receipts, due, taken, refusal } = fees;
  return (
    <div className={classes.receipts} data-fee-receipts>
      <CollectFee dossierId={dossierId} code={code} waiting={false} />
      {receipts.length > 0 && (
        <ul className={classes.list} aria-label={t('feeReceipts.list.label')}>
          {receipts.map((receipt) => (
            <li key={receipt.id}>
              <strong>{formats.money(receipt.amount)}</strong> · {t(`feeReceipts.methods.${receipt.method}`)}{' '}
              · {formats.date(receipt.collectedOn)} <ReceiptBadge receipt={receipt} />
              <div className={classes.words}>
                {[`${receipt.charge}, ${receipt.payer}`, ...words(receipt)].map((text) => (
                  <div key={text}>{text}</div>
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
      {refusal === null && due - taken <= 0 && (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {t('feeReceipts.collectMore')}
          </Button>
        </div>
      )}
      {asking && (
        <CollectDialog dossierId={dossierId} code={code} fees={fees} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}
