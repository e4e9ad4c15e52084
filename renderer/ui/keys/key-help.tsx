import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/index.ts';
import { Dialog } from '../dialog.tsx';
import { KeyHint } from '../key-hint.tsx';
import classes from './key-help.module.css';
import type { KeyCommand } from './key-registry.ts';
import { useKey, useKeyRegistry } from './use-key.tsx';

/** The list of keys of the screen that is open; F1 or `?` shows it. Mount once. */
export function KeyHelp() {
  const t = useTexts();
  const registry = useKeyRegistry();
  // The list is taken before the dialog opens: its layer would hide the screen's commands.
  const [shown, setShown] = useState<KeyCommand[] | null>(null);
  const open = (): void => {
    setShown((now) =>
      now === null
        ? registry
            .active()
            .reverse()
            .filter((command) => command.label !== null)
        : null,
    );
  };
  useKey('F1', open, { label: t('common.keys.help'), reach: 'always' });
  useKey('?', open);
  const groups = [
    {
      title: t('common.keys.thisScreen'),
      commands: shown?.filter((command) => command.reach === 'layer') ?? [],
    },
    {
      title: t('common.keys.everywhere'),
      commands: shown?.filter((command) => command.reach !== 'layer') ?? [],
    },
  ];
  return (
    <Dialog opened={shown !== null} onClose={() => setShown(null)} title={t('common.keys.title')} size="lg">
      <Text size="sm" c="dimmed" mb="sm">
        {t('common.keys.hint')}
      </Text>
      {groups
        .filter((group) => group.commands.length > 0)
        .map((group) => (
          <section key={group.title}>
            <h3 className={classes.group}>{group.title}</h3>
            <dl className={classes.list}>
              {group.commands.map((command) => (
                <div key={command.key} className={classes.row}>
                  <dt>
                    <KeyHint keys={command.key} />
                  </dt>
                  <dd>{command.label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </Dialog>
  );
}
