import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { MadeSignature } from '#shared/contract/index.ts';
import { StateBadge } from '../state-badge.tsx';
import classes from './signing.module.css';

/** The signatures that were made here on a document, oldest first; what is still to come is said. */
export function MadeSignatures(props: { signatures: readonly MadeSignature[] }) {
  const t = useTexts();
  const formats = useFormats();
  return (
    <ul className={classes.made}>
      {props.signatures.map((one) => (
        <li key={one.id} className={classes.line}>
          <span className={classes.long}>
            {t('sign.signedBy', { owner: one.certificate.owner, when: formats.shortMoment(one.signedAt) })}
          </span>
          <span className={classes.dim}>{t(`sign.roles.${one.role}`)}</span>
          {one.training && <StateBadge tone="attention">{t('tokens.certificate.trainingShort')}</StateBadge>}
          {one.timestamp !== 'off' && (
            <StateBadge tone={one.timestamp === 'added' ? 'good' : 'working'}>
              {t(`sign.timestamps.${one.timestamp}`)}
            </StateBadge>
          )}
        </li>
      ))}
    </ul>
  );
}
