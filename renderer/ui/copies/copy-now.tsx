import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { TextField } from '../field.tsx';
import { notifyDone } from '../notify.ts';
import { ProgressWithStop } from '../progress-with-stop.tsx';
import { StateBadge } from '../state-badge.tsx';
import { runningText } from './running-text.ts';
import { sizeText } from './size-text.ts';

const FOLDER = 'folder';
const OTHER = 'other';

/** One button that copies the office into its folder, onto a stick or elsewhere; while it runs, how far it is. */
export function CopyNow() {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const state = useQuery({ queryKey: queryKeys.copiesState, queryFn: () => office.copies.state({}) });
  const media = useQuery({ queryKey: queryKeys.copiesMedia, queryFn: () => office.copies.media({}) });
  const [where, setWhere] = useState<string | null>(null);
  const [other, setOther] = useState('');
  const folder = state.data?.settings.folder ?? '';
  const sticks = media.data?.media ?? [];
  const chosen = where ?? (folder !== '' ? FOLDER : (sticks[0]?.path ?? OTHER));
  const newest = state.data?.latest?.madeAt ?? null;
  /** The newest copy when the button was pressed; undefined while none is waited for. */
  const before = useRef<string | null | undefined>(undefined);
  /** The cursor stood on what the bar hides. */
  const owed = useRef(false);
  const make = useMutation({
    mutationFn: () =>
      office.copies.make({ folder: chosen === FOLDER ? null : chosen === OTHER ? other.trim() : chosen }),
    onMutate: () => {
      owed.current = true;
      before.current = newest;
    },
    onSuccess: () => void cache.invalidateQueries({ queryKey: queryKeys.copies }),
    onError: () => {
      owed.current = false;
      before.current = undefined;
    },
  });
  const running = state.data?.running ?? null;
  // While it runs the bar says so; that it is there is said once.
  useEffect(() => {
    if (before.current === undefined || newest === before.current || make.isPending) return;
    before.current = undefined;
    notifyDone(t('copies.now.done'));
  }, [newest, make.isPending, t]);
  const button = useRef<HTMLButtonElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const isRunning = running !== null;
  // The bar takes the place of the button and gives the cursor back with it.
  useLayoutEffect(() => {
    if (isRunning && owed.current) bar.current?.querySelector('button')?.focus();
    if (!isRunning && owed.current) {
      owed.current = false;
      button.current?.focus();
    }
  }, [isRunning]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!make.isPending && (chosen !== OTHER || other.trim() !== '')) make.mutate();
  }
  const sameDisk = chosen === FOLDER && state.data?.place.sameDisk === true;
  return (
    <>
      {running !== null && (
        <div ref={bar}>
          <ProgressWithStop {...barOf(runningText(t, running))} onStop={() => void office.copies.stop({})} />
        </div>
      )}
      <form onSubmit={submit} noValidate hidden={running !== null}>
        <Stack gap="sm">
          <Radio.Group
            label={t('copies.now.where')}
            value={chosen}
            onChange={setWhere}
            errorProps={{ role: 'alert', mt: 'xs' }}
            error={make.error === null ? undefined : errorText(toOfficeError(make.error))}
          >
            <Stack gap="xs" mt="xs">
              {folder !== '' && (
                <Radio value={FOLDER} label={t('copies.now.toFolder')} description={folder} />
              )}
              {sticks.map((stick) => (
                <Radio
                  key={stick.path}
                  value={stick.path}
                  label={t('copies.now.toMedium', {
                    label: stick.label,
                    size: stick.freeBytes === null ? '?' : sizeText(stick.freeBytes),
                  })}
                  description={stick.path}
                />
              ))}
              <Radio value={OTHER} label={t('copies.now.toOther')} />
            </Stack>
          </Radio.Group>
          {chosen === OTHER && (
            <TextField
              label={t('copies.now.otherPath')}
              placeholder={t('copies.now.otherExample')}
              value={other}
              description={t('copies.now.otherDisk')}
              onChange={(event) => setOther(event.currentTarget.value)}
            />
          )}
          {sameDisk && <StateBadge tone="attention">{t('copies.now.sameDisk')}</StateBadge>}
          {sticks.length === 0 && !media.isPending && (
            <Text size="sm" c="dimmed">
              {t('copies.now.noMedia')}
            </Text>
          )}
          <Group>
            <Button ref={button} type="submit" loading={make.isPending} disabled={state.data === undefined}>
              {t('copies.now.button')}
            </Button>
            <Button variant="default" loading={media.isFetching} onClick={() => void media.refetch()}>
              {t('copies.now.refresh')}
            </Button>
          </Group>
        </Stack>
      </form>
    </>
  );
}

function barOf(told: { text: string; percent: number | null }): { label: string; percent: number | null } {
  return { label: told.text, percent: told.percent };
}
