import { Button, Group } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { dossierCodeIn, KeyHint, TextField } from '#renderer/ui/index.ts';

/** A code, or a personal number; looked for on Enter, never while typing: half a number is somebody else's. */
export function SubjectSearch(props: {
  initial: string;
  busy: boolean;
  /** The cursor belongs elsewhere. */
  still: boolean;
  onAsk: (query: string) => void;
}) {
  const t = useTexts();
  const [query, setQuery] = useState(props.initial);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (query.trim() !== '' && !props.busy) props.onAsk(dossierCodeIn(query));
  }
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs" wrap="nowrap" mb="sm">
        <TextField
          style={{ flex: 1 }}
          label={t('erasure.query')}
          description={t('erasure.queryText')}
          autoFocus={!props.still}
          data-scan-codes="submit"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={props.busy}
          leftSection={<IconSearch size="1rem" aria-hidden />}
          rightSection={<KeyHint keys="Enter" />}
        >
          {t('erasure.search')}
        </Button>
      </Group>
    </form>
  );
}
