import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { BatchRow, SigningBatch } from '#shared/contract/index.ts';
import { StateBadge, type Tone } from '../state-badge.tsx';
import { DocumentDialog, type ShownDocument } from './document-dialog.tsx';
import { fullTitle, shortTitle } from './document-names.ts';
import classes from './signing.module.css';

const TONES: Record<BatchRow['state'], Tone> = {
  waiting: 'neutral',
  signing: 'working',
  signed: 'good',
  failed: 'bad',
  skipped: 'attention',
};

/** Every file of a batch in the order of signing: signed when, or why not. */
export function BatchRows(props: { batch: SigningBatch }) {
  const t = useTexts();
  const formats = useFormats();
  const { batch } = props;
  const [shown, setShown] = useState<ShownDocument | null>(null);
  return (
    <>
      <table className={classes.rows}>
        <thead>
          <tr>
            <th className={classes.number} scope="col">
              {t('sign.batch.columns.n')}
            </th>
            <th scope="col">{t('sign.batch.columns.title')}</th>
            <th scope="col">{t('sign.batch.columns.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {batch.rows.map((row) => (
            <tr
              key={row.n}
              data-next={(batch.state === 'paused' && row.n === batch.next) || undefined}
              data-row-state={row.state}
            >
              <td className={classes.number}>{row.n}</td>
              <td>
                {row.code === '' ? (
                  row.title
                ) : (
                  <>
                    <span className={classes.code}>{row.code}</span>{' '}
                    <span className={classes.dim}>{shortTitle(row)}</span>
                  </>
                )}
              </td>
              <td>
                <span className={classes.line}>
                  <StateBadge tone={TONES[row.state]}>{t(`sign.batch.rowStates.${row.state}`)}</StateBadge>
                  {row.signedAt !== null && (
                    <span className={classes.dim}>{formats.shortMoment(row.signedAt)}</span>
                  )}
                </span>
                {row.trouble !== null && row.state !== 'signed' && <div lang="vi">{row.trouble.message}</div>}
              </td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('sign.seeOf', { title: fullTitle(row) })}
                  onClick={() => setShown({ id: row.documentId, title: row.title })}
                >
                  {t('sign.see')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown !== null && <DocumentDialog document={shown} onClose={() => setShown(null)} />}
    </>
  );
}
