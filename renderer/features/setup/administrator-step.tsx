import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice } from '#renderer/office/index.ts';
import { PasswordField, ProgressWithStop, Section, TextField } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { OFFICE_FIELDS, type OfficeDraft } from './office-draft.ts';
import type { OfficeRefusal } from './office-wizard.tsx';
import classes from './setup.module.css';

/** The first person of the office; then the database is made. */
export function AdministratorStep(props: {
  draft: OfficeDraft;
  onBack: () => void;
  /** The office refused something of the first step. */
  onRefused: (refusal: OfficeRefusal) => void;
  onBegun: () => void;
  /** Another window set up this PC meanwhile. */
  onTaken: (thrown: Error) => void;
  onCreated: (created: { token: string; user: SignedInUser; recoveryKey: string }) => void;
}) {
  const t = useTexts();
  const office = useOffice();
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: () => {
      props.onBegun();
      const { provinceId: _, ...draft } = props.draft;
      const entries = Object.entries(draft).map(([field, value]) => [field, value.trim()]);
      const trimmed: typeof draft = { ...draft, ...Object.fromEntries(entries) };
      return office.setup.createOffice({
        office: trimmed,
        administrator: { login: login.trim(), name: name.trim(), password },
      });
    },
    onSuccess: props.onCreated,
    onError: (thrown) => {
      props.onTaken(thrown);
      const refused = toOfficeError(thrown);
      const field = OFFICE_FIELDS.find((name) => refused.field === `office.${name}`);
      if (field !== undefined) props.onRefused({ field, message: errorText(refused) });
    },
  });
  const failure = create.error === null ? null : toOfficeError(create.error);
  const weak = failure?.code === 'weak-password';
  const short = [...password].length < 10;
  const missing = (value: string): string | undefined =>
    tried && value.trim() === '' ? t('setup.missing') : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || login.trim() === '' || short || password !== again || create.isPending) return;
    create.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <Section title={t('setup.stepAdministrator')} number={2}>
        <Stack gap="md">
          <Text size="sm">{t('setup.adminText')}</Text>
          <div className={classes.fields}>
            <TextField
              label={t('setup.adminName')}
              autoFocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={missing(name)}
            />
            <TextField
              label={t('setup.adminLogin')}
              placeholder={t('setup.adminLoginExample')}
              autoCapitalize="none"
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
              error={missing(login)}
            />
            <PasswordField
              label={t('setup.adminPassword')}
              autoComplete="new-password"
              description={t('shell.password.rule')}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={
                weak && failure !== null
                  ? errorText(failure)
                  : tried && short
                    ? t('shell.password.short')
                    : undefined
              }
            />
            <PasswordField
              label={t('setup.adminRepeat')}
              autoComplete="new-password"
              value={again}
              onChange={(event) => setAgain(event.currentTarget.value)}
              error={tried && !short && password !== again ? t('shell.password.differs') : undefined}
            />
          </div>
          {failure !== null && !weak && (
            <Text role="alert" size="sm" c="var(--tram-bad)">
              {errorText(failure)}
            </Text>
          )}
          {create.isPending && <ProgressWithStop label={t('setup.creating')} percent={null} />}
          <Group justify="space-between">
            <Button variant="subtle" onClick={props.onBack} disabled={create.isPending}>
              {t('common.back')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('setup.create')}
            </Button>
          </Group>
        </Stack>
      </Section>
    </form>
  );
}
