import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import classes from './hall.module.css';
import { moved } from './hall-draft.ts';

/** A list whose lines are added, changed, moved and taken away. The new line has the cursor. */
export function LineList<Item extends { key: string; name: string }>(props: {
  lines: readonly Item[];
  most: number;
  addText: string;
  /** The line in words, for its buttons: `nhóm Hộ tịch`. */
  which: (name: string) => string;
  problem?: string | undefined;
  blank: () => Item;
  onChange: (lines: readonly Item[]) => void;
  children: (line: Item, index: number, change: (changed: Partial<Item>) => void) => ReactNode;
}) {
  const t = useTexts();
  const { lines, onChange } = props;
  const list = useRef<HTMLUListElement>(null);
  const added = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever the list changed
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    // Its name is empty: the letter or number before it is already the next free one.
    const fields = list.current?.querySelectorAll<HTMLInputElement>(
      'li:last-child input:not([type=checkbox])',
    );
    ([...(fields ?? [])].find(({ value }) => value === '') ?? fields?.[0])?.focus();
  }, [lines]);

  return (
    <div className={classes.list}>
      <ul ref={list} className={classes.lines}>
        {lines.map((line, index) => {
          const which = props.which(line.name.trim() === '' ? t('hall.row.new') : line.name);
          return (
            <li key={line.key} className={classes.line}>
              <div className={classes.fields}>
                {props.children(line, index, (changed) =>
                  onChange(lines.map((one, at) => (at === index ? { ...one, ...changed } : one))),
                )}
              </div>
              <div className={classes.lineButtons}>
                <ActionIcon
                  variant="subtle"
                  size="lg"
                  aria-label={t('hall.row.up', { which })}
                  disabled={index === 0}
                  onClick={() => onChange(moved(lines, index, -1))}
                >
                  <IconArrowUp aria-hidden size="1.125rem" />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size="lg"
                  aria-label={t('hall.row.down', { which })}
                  disabled={index === lines.length - 1}
                  onClick={() => onChange(moved(lines, index, 1))}
                >
                  <IconArrowDown aria-hidden size="1.125rem" />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  className={classes.remove ?? ''}
                  size="lg"
                  aria-label={t('hall.row.remove', { which })}
                  onClick={() => onChange(lines.filter((_, at) => at !== index))}
                >
                  <IconX aria-hidden size="1.125rem" />
                </ActionIcon>
              </div>
            </li>
          );
        })}
      </ul>
      {props.problem !== undefined && (
        <Text size="sm" c="var(--tram-bad)" role="alert">
          {props.problem}
        </Text>
      )}
      <Group mt="xs" gap="sm">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus aria-hidden size="1rem" />}
          disabled={lines.length >= props.most}
          onClick={() => {
            added.current = true;
            onChange([...lines, props.blank()]);
          }}
        >
          {props.addText}
        </Button>
        {lines.length >= props.most && (
          <Text size="sm" c="dimmed">
            {t('hall.problems.tooMany', { count: props.most })}
          </Text>
        )}
      </Group>
    </div>
  );
}
