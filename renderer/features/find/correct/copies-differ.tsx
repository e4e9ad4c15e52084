import { Button } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, StateBadge, useKey } from '#renderer/ui/index.ts';
import type { Procedure } from '#shared/catalog/index.ts';
import { copiesApart } from './copies-apart.ts';
import classes from './correct-page.module.css';
import { needsOf } from './form.ts';
import type { Correction } from './use-correction.ts';

/** Where the fee counts copies and the papers now count others: both numbers, and one key that takes those of the papers. */
export function CopiesDiffer(props: { correction: Correction; procedure: Procedure | null }) {
  const t = useTexts();
  const { correction, procedure } = props;
  const { dossier, form, initial, setForm } = correction;
  const counted = needsOf(dossier, procedure, form).quantity;
  const apart = counted ? copiesApart(form, initial) : undefined;
  const take = (): void => {
    if (apart === undefined) return;
    setForm((before) => ({ ...before, fee: { ...before.fee, quantity: String(apart.papers) } }));
  };
  const label = t('corrections.form.takeCopies', { count: apart?.papers ?? 0 });
  useKey('Alt+T', take, { label, enabled: apart !== undefined });
  if (apart === undefined) return null;
  return (
    <div className={classes.whole} role="status">
      <StateBadge tone="attention">{t('corrections.form.copiesDiffer', apart)}</StateBadge>{' '}
      <Button size="compact-xs" variant="default" rightSection={<KeyHint keys="Alt+T" />} onClick={take}>
        {label}
      </Button>
    </div>
  );
}
