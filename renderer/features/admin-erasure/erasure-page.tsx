import { Text } from '@mantine/core';
import { IconEraser, IconFileSearch } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { EmptyState, Page, Section } from '#renderer/ui/index.ts';
import { DossierChoice } from './dossier-choice.tsx';
import classes from './erasure-page.module.css';
import { GroundForm } from './ground-form.tsx';
import { Outcome } from './outcome.tsx';
import { SubjectSearch } from './subject-search.tsx';
import { useErasing } from './use-erasing.ts';

/** A person's data erased: whose, by which ground, confirmed by typing it once more. */
export function ErasurePage() {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const [parameters, setParameters] = useSearchParams();
  // Only a code stands in the address: a personal number in it would stay in the browser's history.
  const [asked, setAsked] = useState(parameters.get('code') ?? '');
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const { erasing, run, stop, reset } = useErasing();
  const state = useQuery({ queryKey: queryKeys.erasure, queryFn: () => office.erasure.state({}) });
  const found = useQuery({
    queryKey: queryKeys.erasureFound(asked),
    queryFn: () => office.erasure.find({ query: asked }),
    enabled: asked !== '',
    gcTime: 0,
  });
  const dossiers = found.data?.dossiers ?? [];
  const chosen = dossiers.filter(({ id }) => !unticked.has(id));

  // A connection that broke half way has something to tell; a refusal goes back to its field.
  const asking = erasing.phase === 'idle' || (erasing.phase === 'failed' && erasing.dossiers.length === 0);

  // When it is done nobody is named here any more: not in the field, not in the list.
  const ended = !asking && erasing.phase !== 'running' && erasing.phase !== 'cleaning';

  function ask(query: string): void {
    reset();
    setUnticked(new Set());
    setAsked(query);
    if (parameters.has('code')) setParameters({}, { replace: true });
    void cache.invalidateQueries({ queryKey: queryKeys.erasure });
  }

  return (
    <Page title={t('erasure.title')}>
      <div className={classes.columns}>
        <Section title={t('erasure.whose')} number={1} icon={<IconFileSearch size="1.125rem" />}>
          <SubjectSearch
            key={ended ? 'ended' : asked}
            initial={ended ? '' : asked}
            still={ended}
            busy={erasing.phase === 'running'}
            onAsk={ask}
          />
          {found.isError && (
            <Text size="sm" c="var(--tram-bad)" role="alert">
              {errorText(toOfficeError(found.error))}
            </Text>
          )}
          {asked === '' && <Text size="sm">{t('erasure.begin')}</Text>}
          {found.data?.erased != null && (
            <EmptyState
              title={t('erasure.alreadyTitle', { code: asked })}
              text={t('erasure.erasedBy', { ground: found.data.erased.ground })}
            />
          )}
          {found.data !== undefined && found.data.erased === null && dossiers.length === 0 && (
            <EmptyState title={t('erasure.nobody', { query: asked })} text={t('erasure.nobodyText')} />
          )}
          {dossiers.length > 0 && (
            <DossierChoice
              dossiers={dossiers}
              more={found.data?.more === true}
              unticked={unticked}
              steps={erasing.dossiers}
              disabled={!asking}
              nameless={ended}
              onChange={setUnticked}
              onFirst={() =>
                setUnticked(new Set(dossiers.filter((one) => one.foundAs === 'filer').map(({ id }) => id)))
              }
            />
          )}
        </Section>
        <Section title={t('erasure.why')} number={2} icon={<IconEraser size="1.125rem" />}>
          {state.data !== undefined && state.data.leftovers > 0 && erasing.phase === 'idle' && (
            <Text size="sm" role="status">
              {t('erasure.leftovers')}
            </Text>
          )}
          {/* Only hidden while it runs: where it is refused, what was typed is still there. */}
          {asking && dossiers.length === 0 && <Text size="sm">{t('erasure.chooseFirst')}</Text>}
          <div hidden={!asking || dossiers.length === 0}>
            <GroundForm
              key={ended ? 'ended' : asked}
              grounds={state.data?.grounds ?? []}
              chosen={chosen}
              failure={erasing.failure}
              onErase={run}
            />
          </div>
          {!asking && <Outcome erasing={erasing} onStop={stop} onAgain={() => ask('')} />}
        </Section>
      </div>
    </Page>
  );
}
