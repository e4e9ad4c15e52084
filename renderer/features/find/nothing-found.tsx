import { Button, Group } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { EmptyState } from '#renderer/ui/index.ts';
import type { UnderstoodTerm } from '#shared/contract/index.ts';
import { understoodText } from './understood-text.ts';

/** An empty answer: what was understood, what of it occurs nowhere, and how to widen. */
export function NothingFound(props: {
  query: string;
  understood: readonly UnderstoodTerm[];
  hiddenByFilters: boolean;
  filtered: boolean;
  onQuery: (query: string) => void;
  onRemoveFilters: () => void;
}) {
  const t = useTexts();
  const { understood, query } = props;
  const unknown = understood.filter((term) => term.unknown);
  const reasons = [
    understood.length > 0 &&
      `${t('find.understood.lead')} ${understood.map((term) => understoodText(t, term)).join(' · ')}.`,
    props.hiddenByFilters
      ? t('find.nothing.hidden')
      : understood.length > 1 && unknown.length === 0
        ? t('find.nothing.together')
        : unknown.map((term) => t('find.nothing.unknown', { text: term.text })).join(' '),
  ];
  // Only what was typed in one piece can be taken out of the query again.
  const drops = understood.length > 1 ? unknown.filter((term) => query.includes(term.text)) : [];
  const text = [
    ...reasons.filter((reason) => reason !== false && reason !== ''),
    t('dossier.find.nothingText'),
  ];
  return (
    <EmptyState
      icon={<IconFileSearch size={36} />}
      title={query === '' ? t('dossier.find.empty') : t('dossier.find.nothing', { query })}
      text={text.join(' ')}
    >
      <Group gap="xs" justify="center">
        {props.filtered && (
          <Button variant="default" onClick={props.onRemoveFilters}>
            {t('find.filters.removeAll')}
          </Button>
        )}
        {drops.map((term) => (
          <Button
            key={term.text}
            variant="default"
            onClick={() => props.onQuery(query.replace(term.text, ' ').replace(/\s+/g, ' ').trim())}
          >
            {t('find.nothing.drop', { text: term.text })}
          </Button>
        ))}
      </Group>
    </EmptyState>
  );
}
