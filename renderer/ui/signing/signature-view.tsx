import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { officeTimestamp } from '#shared/base/index.ts';
import { type CertificateTrust, type FileSignature, verdictOf } from '#shared/signing/index.ts';

import { StateBadge } from '../state-badge.tsx';
import { Fact } from './certificate-facts.tsx';
import { VERDICT_TONES } from './report-view.tsx';
import classes from './signing.module.css';

/** One signature, or one timestamp over the whole file: the verdict first, then who, when, whether whole, whether trusted. */
export function SignatureView(props: { signature: FileSignature; number: number }) {
  const t = useTexts();
  const formats = useFormats();
  const { signature, number } = props;
  const { signer, timestamp, trust, changes } = signature;
  const verdict = verdictOf(signature);
  const moment = (epoch: number): string => formats.moment(officeTimestamp(epoch));
  return (
    <article className={classes.signature} data-tone={VERDICT_TONES[verdict]} data-verdict={verdict}>
      <div className={classes.line}>
        <span className={classes.who}>
          {t(`verify.kinds.${signature.kind}`, { number })} {signer?.name ?? t('verify.unknownSigner')}
        </span>
        {signature.training && verdict !== 'training' && (
          <StateBadge tone="attention">{t('tokens.certificate.training')}</StateBadge>
        )}
      </div>
      <div>
        <StateBadge tone={VERDICT_TONES[verdict]}>{t(`verify.verdicts.${verdict}`)}</StateBadge>
      </div>
      <p>{t(`verify.verdictTexts.${verdict}`)}</p>
      <dl className={classes.facts}>
        {signer !== null && signer.organisation !== '' && (
          <Fact name={t('verify.organisation')}>{signer.organisation}</Fact>
        )}
        {signer !== null && <Fact name={t('verify.issuer')}>{signer.issuer}</Fact>}
        <Fact name={t('verify.when')}>
          <When signature={signature} moment={moment} />
        </Fact>
        <Fact name={t('verify.content')}>
          {signature.problem !== null
            ? t(`verify.problems.${signature.problem}`)
            : t(signature.whole ? 'verify.whole' : 'verify.notWhole')}
        </Fact>
        {signature.whole && (
          <Fact name={t('verify.after')}>
            {changes.length === 0
              ? t('verify.nothingAfter')
              : changes.map((kind) => t(`verify.changes.${kind}`)).join('; ')}
          </Fact>
        )}
        {trust !== null && (
          <Fact name={t('verify.trust')}>
            <Trust trust={trust} at={moment(trust.judgedAt)} />
          </Fact>
        )}
        {timestamp?.trust != null && !timestamp.trust.trusted && (
          <Fact name={t('verify.timestampTrust')}>
            <Trust trust={timestamp.trust} at={moment(timestamp.trust.judgedAt)} />
          </Fact>
        )}
      </dl>
      <details>
        <summary>{t('verify.details')}</summary>
        <dl className={classes.facts}>
          {signer !== null && (
            <>
              <Fact name={t('verify.validity')}>
                {t('tokens.certificate.fromTo', {
                  from: formats.date(officeTimestamp(signer.notBefore)),
                  to: formats.date(officeTimestamp(signer.notAfter)),
                })}
              </Fact>
              <Fact name={t('verify.serial')}>{signer.serialNumber}</Fact>
              <Fact name={t('verify.fingerprint')}>{signer.fingerprint}</Fact>
            </>
          )}
          <Fact name={t('verify.algorithm')}>
            {[signature.algorithm, signer?.key ?? ''].filter((part) => part !== '').join(', ')}
          </Fact>
          <Fact name={t('verify.field')}>
            {[
              signature.field,
              signature.subFilter,
              signature.page === null ? t('verify.invisible') : t('verify.page', { page: signature.page }),
            ].join(' · ')}
          </Fact>
        </dl>
      </details>
    </article>
  );
}

function When(props: { signature: FileSignature; moment: (epoch: number) => string }) {
  const t = useTexts();
  const { signature, moment } = props;
  const { timestamp, claimedAt, kind } = signature;
  const claimed =
    claimedAt === null || kind === 'timestamp' ? null : t('verify.claimed', { when: moment(claimedAt) });
  if (timestamp === null) return <>{claimed ?? t('verify.noTime')}</>;
  const stamped =
    timestamp.whole && timestamp.at !== null
      ? t('verify.stamped', { when: moment(timestamp.at), by: timestamp.authority?.name ?? '?' })
      : t('verify.stampBroken');
  return (
    <>
      {stamped}
      {claimed !== null && <span className={classes.path}>{claimed}</span>}
    </>
  );
}

/** By whom a certificate is vouched for, or why it is not trusted, and at what time that was judged. */
function Trust(props: { trust: CertificateTrust; at: string }) {
  const t = useTexts();
  const { trust, at } = props;
  return (
    <>
      {trust.trusted
        ? t('verify.trusted', { at })
        : (trust.problem === 'root-unknown' || trust.problem === 'issuer-missing') && trust.missing !== null
          ? t('verify.rootMissing', { name: trust.missing })
          : t(`verify.trustProblems.${trust.problem ?? 'root-unknown'}`)}{' '}
      {trust.trusted && t(`verify.revocation.${trust.revocation}`)}
      {trust.chain.length > 0 && <span className={classes.path}>{trust.chain.join(' ← ')}</span>}
    </>
  );
}
