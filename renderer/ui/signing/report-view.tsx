import { Stack, Text } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import { type SignatureReport, type SignatureVerdict, verdictOf } from '#shared/signing/index.ts';
import { StateBadge, type Tone } from '../state-badge.tsx';
import { SignatureView } from './signature-view.tsx';
import classes from './signing.module.css';

export const VERDICT_TONES: Record<SignatureVerdict, Tone> = {
  valid: 'good',
  'valid-untrusted': 'attention',
  training: 'attention',
  'completed-after': 'attention',
  'changed-after': 'bad',
  broken: 'bad',
  'not-checked': 'attention',
};

/** The gravest first: what is wrong with one of many must not be found by reading all. */
const VERDICTS = [
  'broken',
  'changed-after',
  'not-checked',
  'completed-after',
  'valid-untrusted',
  'training',
  'valid',
] as const satisfies readonly SignatureVerdict[];

/** What was found in a signed file: every signature in plain words, oldest first. */
export function ReportView(props: { report: SignatureReport }) {
  const t = useTexts();
  const { report } = props;
  if (report.problem !== null)
    return (
      <div>
        <StateBadge tone="bad">{t('verify.unreadable')}</StateBadge>
        <Text size="sm">{t(`verify.fileProblems.${report.problem}`)}</Text>
      </div>
    );
  if (report.signatures.length === 0)
    return (
      <div>
        <StateBadge tone="neutral">{t('verify.none')}</StateBadge>
        <Text size="sm">{t('verify.noneText')}</Text>
      </div>
    );
  return (
    <Stack gap="xs">
      {report.signatures.length > 1 && (
        <div className={classes.line} role="status">
          {VERDICTS.map((verdict) => ({
            verdict,
            count: report.signatures.filter((one) => verdictOf(one) === verdict).length,
          }))
            .filter(({ count }) => count > 0)
            .map(({ verdict, count }) => (
              <StateBadge key={verdict} tone={VERDICT_TONES[verdict]}>
                {t('verify.count', { count, verdict: t(`verify.verdicts.${verdict}`) })}
              </StateBadge>
            ))}
        </div>
      )}
      {report.signatures.map((signature, index) => (
        <SignatureView key={signature.field} signature={signature} number={index + 1} />
      ))}
      {report.hasValidationData && (
        <Text size="sm" c="var(--tram-ink-dim)">
          {t('verify.longTerm')}
        </Text>
      )}
    </Stack>
  );
}
