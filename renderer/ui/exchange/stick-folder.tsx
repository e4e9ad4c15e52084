import { Radio, Stack, Text } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import { sizeText } from '../copies/size-text.ts';
import { TextField } from '../field.tsx';
import classes from './exchange.module.css';
import type { StickPlace } from './stick-choice.ts';

const OTHER = 'other';

/** Onto which drive, or into which other folder, a file is written. `chosen` null: the other folder, as it is typed. */
export function StickFolder(props: {
  label: string;
  places: readonly StickPlace[];
  looked: boolean;
  chosen: string | null;
  other: string;
  onChoose: (folder: string | null) => void;
  onOther: (typed: string) => void;
  error?: string | undefined;
}) {
  const t = useTexts();
  const { places, chosen } = props;
  return (
    <Stack gap="sm">
      {places.length > 0 && (
        <Radio.Group
          label={props.label}
          value={chosen ?? OTHER}
          onChange={(value) => props.onChoose(value === OTHER ? null : value)}
          errorProps={{ role: 'alert', mt: 'xs' }}
          error={chosen === null ? undefined : props.error}
        >
          <Stack gap="xs" mt="xs">
            {places.map(({ folder, label, freeBytes }) => (
              <Radio
                key={folder}
                value={folder}
                label={
                  freeBytes === null
                    ? t('exchange.sticks.driveUnknown', { label })
                    : t('exchange.sticks.drive', { label, size: sizeText(freeBytes) })
                }
                description={folder === label ? undefined : <span className={classes.path}>{folder}</span>}
              />
            ))}
            <Radio value={OTHER} label={t('exchange.sticks.other')} />
          </Stack>
        </Radio.Group>
      )}
      {chosen === null && (
        <TextField
          label={places.length > 0 ? t('exchange.sticks.otherPath') : props.label}
          placeholder={t('exchange.sticks.otherExample')}
          value={props.other}
          onChange={(event) => props.onOther(event.currentTarget.value)}
          error={props.error}
          errorProps={{ role: 'alert' }}
        />
      )}
      {places.length === 0 && props.looked && (
        <Text size="sm" c="dimmed">
          {t('exchange.sticks.none')}
        </Text>
      )}
    </Stack>
  );
}
