import { Button } from '@mantine/core';
import { IconEye, IconShieldCheck, IconTrash, IconWritingSign } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import type { SignableDocument } from '#shared/contract/index.ts';
import { StateBadge } from '../state-badge.tsx';
import { DocumentDialog, type ShownDocument } from './document-dialog.tsx';
import { fullTitle } from './document-names.ts';
import { MadeSignatures } from './made-signatures.tsx';
import classes from './signing.module.css';
import { VerifyDocumentDialog } from './verify-document-dialog.tsx';

/** Documents that can be signed: what each is, who signed it, and what can be done with it. */
export function DocumentList(props: {
  documents: readonly SignableDocument[];
  onSign: (document: SignableDocument) => void;
  /** Takes away an attached file that nobody signed; absent where that is not offered. */
  onRemove?: (document: SignableDocument) => void;
}) {
  const t = useTexts();
  const [shown, setShown] = useState<ShownDocument | null>(null);
  const [checked, setChecked] = useState<ShownDocument | null>(null);
  const { onRemove } = props;
  return (
    <>
      <ul className={classes.list}>
        {props.documents.map((one) => (
          <li key={one.id} className={classes.entry}>
            <div>
              <span className={classes.entryTitle}>
                {one.title}
                {one.kind === 'paper' && one.revision > 1 && (
                  <span className={classes.dim}>
                    {' '}
                    {t('corrections.revision', { revision: one.revision })}
                  </span>
                )}
              </span>
              {one.signatures.length === 0 ? (
                <span className={classes.dim}>{t('sign.notSigned')}</span>
              ) : (
                <MadeSignatures signatures={one.signatures} />
              )}
            </div>
            {one.superseded && <StateBadge tone="attention">{t('sign.superseded')}</StateBadge>}
            <div className={classes.line}>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconEye size="1rem" aria-hidden />}
                aria-label={t('sign.seeOf', { title: fullTitle(one) })}
                onClick={() => setShown(one)}
              >
                {t('sign.see')}
              </Button>
              {one.signatures.length > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconShieldCheck size="1rem" aria-hidden />}
                  aria-label={t('sign.checkOf', { title: fullTitle(one) })}
                  onClick={() => setChecked(one)}
                >
                  {t('sign.check')}
                </Button>
              )}
              {!one.superseded && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconWritingSign size="1rem" aria-hidden />}
                  aria-label={t('sign.signOf', { title: fullTitle(one) })}
                  onClick={() => props.onSign(one)}
                >
                  {t('sign.action')}
                </Button>
              )}
              {onRemove !== undefined && one.kind === 'attachment' && one.signatures.length === 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconTrash size="1rem" aria-hidden />}
                  aria-label={t('sign.files.removeOf', { title: one.title })}
                  onClick={() => onRemove(one)}
                >
                  {t('sign.files.remove')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {shown !== null && <DocumentDialog document={shown} onClose={() => setShown(null)} />}
      {checked !== null && <VerifyDocumentDialog document={checked} onClose={() => setChecked(null)} />}
    </>
  );
}
