import { Button, Group, Stack, Text } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { ProgressWithStop, Section, StateBadge } from '#renderer/ui/index.ts';
import type { DeviceSettings, DoctorFinding } from '#shared/contract/index.ts';
import { Finding, QuietFindings } from './findings.tsx';
import { SupportBundle } from './support-bundle.tsx';
import { type ExaminationState, useExamination } from './use-examination.ts';

/** One button: everything is looked at, one after the other; what is to be done stands first. */
export function DoctorSection(props: { settings: DeviceSettings }) {
  const t = useTexts();
  const { state, run, stop } = useExamination();
  const findings = state.phase === 'idle' ? [] : state.findings;
  const urgent = [...of(findings, 'broken'), ...of(findings, 'look')];
  return (
    <Section title={t('devices.doctor.title')} icon={<IconStethoscope size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('devices.doctor.text')}</Text>
        {state.phase === 'running' ? (
          <ProgressWithStop
            label={
              state.check === null
                ? t('common.working')
                : t('devices.doctor.running', { check: t(`devices.doctor.checks.${state.check}`) })
            }
            percent={state.total === 0 ? null : (state.done / state.total) * 100}
            onStop={stop}
          />
        ) : (
          <Group>
            <Button onClick={run}>
              {t(state.phase === 'idle' ? 'devices.doctor.run' : 'devices.doctor.again')}
            </Button>
          </Group>
        )}
        <div role="status">
          <Outcome state={state} />
        </div>
        {urgent.map((finding) => (
          <Finding key={finding.check} finding={finding} settings={props.settings} onMended={run} />
        ))}
        <QuietFindings findings={of(findings, 'ok')} title={(count) => t('devices.doctor.good', { count })} />
        <QuietFindings
          findings={of(findings, 'not-needed')}
          title={(count) => t('devices.doctor.notNeeded', { count })}
        />
        <SupportBundle />
      </Stack>
    </Section>
  );
}

function of(findings: readonly DoctorFinding[], verdict: DoctorFinding['verdict']): DoctorFinding[] {
  return findings.filter((finding) => finding.verdict === verdict);
}

function Outcome(props: { state: ExaminationState }) {
  const t = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  const { state } = props;
  if (state.phase === 'failed') {
    return (
      <Text size="sm" c="var(--tram-bad)">
        {errorText(state.failure)}
      </Text>
    );
  }
  if (state.phase === 'stopped') return <Text size="sm">{t('devices.doctor.stopped')}</Text>;
  if (state.phase !== 'done') return null;
  const broken = of(state.findings, 'broken').length;
  const look = of(state.findings, 'look').length;
  const time = formats.time(state.at);
  const what = [
    ...(broken > 0 ? [t('devices.doctor.broken', { count: broken })] : []),
    ...(look > 0 ? [t('devices.doctor.look', { count: look })] : []),
  ];
  return broken + look === 0 ? (
    <StateBadge tone="good">
      {t('devices.doctor.allGood', { count: of(state.findings, 'ok').length, time })}
    </StateBadge>
  ) : (
    <StateBadge tone={broken > 0 ? 'bad' : 'attention'}>
      {t('devices.doctor.toDo', { what: what.join(', '), time })}
    </StateBadge>
  );
}
