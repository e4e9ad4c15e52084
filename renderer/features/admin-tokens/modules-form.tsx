import { Checkbox, Stack, Text } from '@mantine/core';
import { IconPuzzle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice } from '#renderer/office/index.ts';
import { FormEnd, LongTextField, notifyDone, Section, useDraftOf } from '#renderer/ui/index.ts';
import type { TokenSettings } from '#shared/contract/index.ts';
import { isModulePath, modulePathsIn } from './module-paths.ts';
import classes from './tokens.module.css';

/** Most modules besides those that are known. */
const MOST = 10;

/** Where modules are looked for, and whether the token for training is offered. */
export function ModulesForm(props: { settings: TokenSettings; known: { file: string; issuer: string }[] }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const { draft, change, checked, check } = useDraftOf(props.settings, (saved) => ({
    modules: saved.modules.join('\n'),
    knownModules: saved.knownModules,
    software: saved.software,
  }));
  const modules = modulePathsIn(draft.modules);
  const wrong = modules.find((path) => !isModulePath(path));
  const problem =
    wrong !== undefined
      ? t('tokens.modules.wrong', { path: wrong })
      : modules.length > MOST
        ? t('tokens.modules.tooMany', { most: MOST })
        : null;
  const save = useMutation({
    mutationFn: () =>
      office.tokens.change({ modules, knownModules: draft.knownModules, software: draft.software }),
    onSuccess: (now) => {
      notifyDone(t('common.saved'));
      cache.setQueryData(queryKeys.tokensNow, now);
      void cache.invalidateQueries({ queryKey: queryKeys.tokens });
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
    if (problem === null && !save.isPending) save.mutate();
  }

  return (
    <Section title={t('tokens.modules.title')} icon={<IconPuzzle size="1.125rem" />}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm" className={classes.dim}>
            {t('tokens.modules.everywhere')}
          </Text>
          <Checkbox
            label={t('tokens.modules.known', { count: props.known.length })}
            checked={draft.knownModules}
            onChange={(event) => change({ knownModules: event.currentTarget.checked })}
          />
          <details className={classes.quiet}>
            <summary>{t('tokens.modules.knownList')}</summary>
            <ul className={classes.list}>
              {props.known.map(({ file, issuer }) => (
                <li key={file}>
                  <code>{file}</code> <span className={classes.dim}>{issuer}</span>
                </li>
              ))}
            </ul>
          </details>
          <LongTextField
            label={t('tokens.modules.paths')}
            description={t('tokens.modules.pathsText')}
            value={draft.modules}
            spellCheck={false}
            onChange={(event) => change({ modules: event.currentTarget.value })}
            error={checked ? problem : undefined}
          />
          <Checkbox
            label={t('tokens.modules.software')}
            description={t('tokens.modules.softwareText')}
            checked={draft.software}
            onChange={(event) => change({ software: event.currentTarget.checked })}
          />
          {draft.software && (
            <Text size="sm" c="var(--tram-attention)" fw={500}>
              {t('tokens.modules.softwareWarning')}
            </Text>
          )}
          <FormEnd error={save.error} saving={save.isPending} />
        </Stack>
      </form>
    </Section>
  );
}
