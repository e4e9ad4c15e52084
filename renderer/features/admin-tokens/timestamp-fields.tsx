import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { type OfficeClient, type OfficeError, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { ProgressWithStop, StateBadge, TextField } from '#renderer/ui/index.ts';
import type { SigningSettings } from '#shared/contract/index.ts';
import classes from './tokens.module.css';

type Timestamps = SigningSettings['timestamps'];
type Answer = Awaited<ReturnType<OfficeClient['signing']['testTimestamp']>>;
type Tried =
  | { phase: 'idle' | 'asking' }
  | { phase: 'done'; answer: Answer }
  | { phase: 'failed'; failure: OfficeError };

/** Whether a timestamp follows each signature and who gives it; asking for one for a test may take minutes and can be stopped. */
export function TimestampFields(props: {
  value: Timestamps;
  wrong: boolean;
  defaults: { timestampAddress: string; timestampSource: string };
  onChange: (next: Timestamps) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useErrorText();
  const [tried, setTried] = useState<Tried>({ phase: 'idle' });
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);
  const { value, defaults, onChange } = props;
  const address = value.address.trim() === '' ? defaults.timestampAddress : value.address.trim();

  function test(): void {
    const mine = new AbortController();
    ending.current = mine;
    setTried({ phase: 'asking' });
    office.signing.testTimestamp({ address }, { signal: mine.signal }).then(
      (answer) => setTried({ phase: 'done', answer }),
      (thrown: unknown) =>
        setTried(
          mine.signal.aborted ? { phase: 'idle' } : { phase: 'failed', failure: toOfficeError(thrown) },
        ),
    );
  }

  return (
    <>
      <Checkbox
        label={t('tokens.timestamps.enabled')}
        description={t('tokens.timestamps.enabledText')}
        checked={value.enabled}
        onChange={(event) => onChange({ ...value, enabled: event.currentTarget.checked })}
      />
      {value.enabled && (
        <div className={classes.inner}>
          <TextField
            label={t('tokens.timestamps.address')}
            description={t('tokens.timestamps.addressText', {
              address: defaults.timestampAddress,
              source: defaults.timestampSource,
            })}
            placeholder={defaults.timestampAddress}
            value={value.address}
            maxLength={300}
            onChange={(event) => onChange({ ...value, address: event.currentTarget.value })}
            error={props.wrong ? t('tokens.timestamps.addressWrong') : undefined}
          />
          {tried.phase === 'asking' ? (
            <ProgressWithStop
              label={t('tokens.timestamps.asking')}
              percent={null}
              onStop={() => ending.current?.abort()}
            />
          ) : (
            <Group>
              <Button variant="default" size="compact-sm" onClick={test}>
                {t('tokens.timestamps.test')}
              </Button>
            </Group>
          )}
          <div role="status">
            {tried.phase === 'done' && (
              <>
                <StateBadge tone={tried.answer.ok ? 'good' : 'bad'}>
                  {tried.answer.ok
                    ? t('tokens.timestamps.good', {
                        seconds: (tried.answer.milliseconds / 1000).toFixed(1).replace('.', ','),
                        at: tried.answer.at === null ? '' : formats.shortMoment(tried.answer.at),
                        authority: tried.answer.authority,
                      })
                    : t('tokens.timestamps.bad')}
                </StateBadge>
                {tried.answer.problem !== null && (
                  <Text size="sm" lang="vi">
                    {tried.answer.problem}
                  </Text>
                )}
              </>
            )}
            {tried.phase === 'failed' && (
              <Text size="sm" c="var(--tram-bad)">
                {errorText(tried.failure)}
              </Text>
            )}
          </div>
        </div>
      )}
    </>
  );
}
