import { Button, Group, Stack, Text } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { Section, StateBadge, type Tone } from '#renderer/ui/index.ts';
import type { TokenFinding } from '#shared/contract/index.ts';
import classes from './tokens.module.css';

const TONES: Record<TokenFinding['verdict'], Tone> = { ok: 'good', nothing: 'neutral', trouble: 'bad' };
const ORDER: readonly TokenFinding['verdict'][] = ['trouble', 'ok', 'nothing'];

/** Tries every way to a token and tells the cause and what to do; what is in trouble stands first. Uses no PIN. */
export function DoctorSection() {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const examined = useQuery({
    queryKey: ['token-doctor'],
    queryFn: () => office.tokens.doctor({}),
    enabled: false,
    gcTime: 0,
  });
  const findings = examined.data?.findings ?? [];
  const of = (verdict: TokenFinding['verdict']): TokenFinding[] =>
    findings.filter((finding) => finding.verdict === verdict);
  const quiet = of('nothing');
  return (
    <Section title={t('tokens.doctor.title')} icon={<IconStethoscope size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('tokens.doctor.text')}</Text>
        <Group>
          <Button loading={examined.isFetching} onClick={() => void examined.refetch()}>
            {t(examined.data === undefined ? 'devices.doctor.run' : 'devices.doctor.again')}
          </Button>
        </Group>
        <div role="status">
          {examined.error !== null && (
            <Text size="sm" c="var(--tram-bad)">
              {errorText(toOfficeError(examined.error))}
            </Text>
          )}
          {examined.data !== undefined && (
            <StateBadge tone={of('trouble').length > 0 ? 'bad' : of('ok').length > 0 ? 'good' : 'neutral'}>
              {ORDER.filter((verdict) => of(verdict).length > 0)
                .map((verdict) => t(`tokens.doctor.counts.${verdict}`, { count: of(verdict).length }))
                .join(', ')}
            </StateBadge>
          )}
        </div>
        {[...of('trouble'), ...of('ok')].map((finding) => (
          <Finding key={`${finding.subject} ${finding.name} ${finding.path}`} finding={finding} />
        ))}
        {quiet.length > 0 && (
          <details className={classes.quiet}>
            <summary>{t('tokens.doctor.quiet', { count: quiet.length })}</summary>
            <ul className={classes.list}>
              {quiet.map(({ subject, name, path, detail }) => (
                <li key={`${subject} ${name} ${path}`}>
                  <strong>{name}</strong>: <span lang="vi">{detail}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </Stack>
    </Section>
  );
}

function Finding(props: { finding: TokenFinding }) {
  const t = useTexts();
  const { subject, name, path, verdict, problem, detail, slots, tokens } = props.finding;
  return (
    <article className={verdict === 'trouble' ? classes.trouble : classes.fine}>
      <div className={classes.head}>
        <StateBadge tone={TONES[verdict]}>{t(`tokens.doctor.verdicts.${verdict}`)}</StateBadge>
        <strong>{name === '' ? t(`tokens.doctor.subjects.${subject}`) : name}</strong>
        {problem !== null && (
          <small className={classes.dim}>{t('devices.doctor.code', { cause: problem })}</small>
        )}
      </div>
      <p lang="vi">{detail}</p>
      <p className={classes.dim}>
        {[
          path,
          ...(slots === null ? [] : [t('tokens.doctor.slots', { count: slots })]),
          ...(tokens === null ? [] : [t('tokens.doctor.tokens', { count: tokens })]),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
    </article>
  );
}
