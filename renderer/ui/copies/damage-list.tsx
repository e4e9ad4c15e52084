import { List, Text } from '@mantine/core';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import type { CopyDamage } from '#shared/contract/index.ts';

const SHOWN = 50;

/** What is damaged or missing in a copy, each named; papers by title and dossier where they are known. */
export function DamageList(props: { damaged: readonly CopyDamage[]; all: number }) {
  const t = useTexts();
  const formats = useFormats();
  if (props.all === 0) return null;
  const shown = props.damaged.slice(0, SHOWN);
  const more = props.all - shown.length;
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t('copies.restore.damages', { count: formats.number(props.all) })}
      </Text>
      <List size="sm" spacing={2}>
        {shown.map((one) => (
          <List.Item key={`${one.what} ${one.name}`}>
            {t(`copies.damage.${one.what}`, {
              name: one.detail === '' ? one.name : one.detail,
              count: formats.number(one.count),
            })}
          </List.Item>
        ))}
        {more > 0 && <List.Item>{t('copies.restore.more', { count: formats.number(more) })}</List.Item>}
      </List>
    </div>
  );
}
