import { Button, Radio, Stack, Text, Title } from '@mantine/core';
import { IconBuildingBank, IconFlask, IconHistory } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice, useSession } from '#renderer/office/index.ts';
import { ProgressWithStop, RestoreEntry, Section } from '#renderer/ui/index.ts';
import { OfficeWizard } from './office-wizard.tsx';
import { SamplePeople } from './sample-people.tsx';
import classes from './setup.module.css';

type Tree = 'three-tier' | 'two-tier';

/**
 * The first start: sample data by one button, or an office of one's own in three steps. `onBegun` is called before
 * anything is made; until `onDone` (or a sign-in) this page must stay, for it shows secrets only once.
 */
export function SetupPage(props: { onBegun: () => void; onDone: () => void }) {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const errorText = useErrorText();
  const [wizard, setWizard] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const [tree, setTree] = useState<Tree>('two-tier');
  const options = useQuery({ queryKey: queryKeys.setupOptions, queryFn: () => office.setup.options({}) });
  /** Another window was quicker: there is nothing to set up any more. */
  function leaveWhenSetUp(thrown: Error): void {
    if (toOfficeError(thrown).code !== 'already-set-up') return;
    props.onDone();
    session.end();
  }
  const sample = useMutation({
    mutationFn: () => {
      props.onBegun();
      return office.setup.createSample({ tree });
    },
    onError: leaveWhenSetUp,
  });

  if (sample.data !== undefined)
    return (
      <SamplePeople people={sample.data.people} recoveryKey={sample.data.recoveryKey} onDone={props.onDone} />
    );
  if (wizard && options.data !== undefined) {
    return (
      <OfficeWizard
        options={options.data}
        onBack={() => setWizard(false)}
        onBegun={props.onBegun}
        onTaken={leaveWhenSetUp}
      />
    );
  }
  if (restoring) {
    return (
      <RestoreEntry
        replaces={false}
        onBack={() => setRestoring(false)}
        onBegun={props.onBegun}
        onDone={props.onDone}
      />
    );
  }
  const failure = options.error ?? sample.error;
  return (
    <main className={classes.page}>
      <div className={classes.middle}>
        <p className={classes.product}>{t('common.product')}</p>
        <Title order={1} size="h3">
          {t('setup.title')}
        </Title>
        <Text c="dimmed" mb="md">
          {t('setup.intro')}
        </Text>
        <div className={classes.ways}>
          <Section title={t('setup.trialTitle')} icon={<IconFlask size="1.125rem" />}>
            <Stack gap="sm">
              <Text size="sm">{t('setup.trialText')}</Text>
              <Radio.Group
                label={t('setup.trialChoose')}
                value={tree}
                onChange={(value) => setTree(value === 'three-tier' ? 'three-tier' : 'two-tier')}
              >
                <Stack gap="xs" mt="xs">
                  {options.data?.samples.map((one) => (
                    <Radio
                      key={one.key}
                      value={one.key}
                      label={one.title}
                      description={one.description}
                      disabled={sample.isPending}
                    />
                  ))}
                </Stack>
              </Radio.Group>
              {sample.isPending ? (
                <ProgressWithStop label={t('setup.trialWorking')} percent={null} />
              ) : (
                <Button autoFocus onClick={() => sample.mutate()} disabled={options.data === undefined}>
                  {t('setup.trialButton')}
                </Button>
              )}
            </Stack>
          </Section>
          <Section title={t('setup.realTitle')} icon={<IconBuildingBank size="1.125rem" />}>
            <Stack gap="sm" align="flex-start">
              <Text size="sm">{t('setup.realText')}</Text>
              <Button
                variant="default"
                onClick={() => setWizard(true)}
                disabled={options.data === undefined || sample.isPending}
              >
                {t('setup.realButton')}
              </Button>
            </Stack>
          </Section>
          <Section title={t('setup.restoreTitle')} icon={<IconHistory size="1.125rem" />}>
            <Stack gap="sm" align="flex-start">
              <Text size="sm">{t('setup.restoreText')}</Text>
              <Button variant="default" onClick={() => setRestoring(true)} disabled={sample.isPending}>
                {t('copies.restore.begin')}
              </Button>
            </Stack>
          </Section>
        </div>
        {failure !== null && (
          <Text role="alert" c="var(--tram-bad)" mt="md">
            {errorText(toOfficeError(failure))}
          </Text>
        )}
      </div>
    </main>
  );
}
