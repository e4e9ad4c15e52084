import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, KeyLayer, paths, useKey, useOpener } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import classes from './palette.module.css';
import { useEntries } from './use-entries.ts';

/** Ctrl+K: go to any screen, dossier or procedure by typing. */
export function Palette(props: { user: SignedInUser; onChangePassword: () => void }) {
  const t = useTexts();
  const [opened, setOpened] = useState(false);
  const content = useOpener(opened);
  useKey('Ctrl+K', () => setOpened(true), { label: t('shell.palette.title'), reach: 'screens' });
  return (
    <Modal.Root
      opened={opened}
      onClose={() => setOpened(false)}
      size="lg"
      yOffset="10vh"
      returnFocus={false}
      // Gone at once, so that the cursor and the keys belong to what it opened.
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('shell.palette.title')}>
        <Modal.Body p={0} ref={content}>
          <KeyLayer>
            <Search {...props} onDone={() => setOpened(false)} />
          </KeyLayer>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Search(props: { user: SignedInUser; onChangePassword: () => void; onDone: () => void }) {
  const t = useTexts();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, 120);
  const [chosen, setChosen] = useState(0);
  const { entries, searching } = useEntries(props.user, asked, props.onChangePassword);
  const navigate = useNavigate();
  useKey('Ctrl+K', props.onDone);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(chosen, entries.length - 1);
  // Until the answer to what is typed has come, Enter would open something else: it waits for it.
  const [entered, setEntered] = useState(false);
  const answered = asked === query && !searching;

  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  useEffect(() => {
    if (!entered || !answered) return;
    setEntered(false);
    run(at);
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter') setEntered(false);
    if (event.key === 'ArrowDown') setChosen(entries.length === 0 ? 0 : (at + 1) % entries.length);
    else if (event.key === 'ArrowUp')
      setChosen(entries.length === 0 ? 0 : (at - 1 + entries.length) % entries.length);
    // Carrying the query over needs no answer.
    else if (event.key === 'Enter' && event.ctrlKey) carry();
    // Whoever chose among what is still listed of the text before is not led somewhere else.
    else if (event.key === 'Enter') setEntered(answered || at <= 0);
    else return;
    event.preventDefault();
  }

  function carry(): void {
    if (query.trim() === '') return;
    props.onDone();
    void navigate(`${paths.find}?q=${encodeURIComponent(query.trim())}`);
  }

  /** A hand that touches the mouse chose nothing of the answer that Enter waits for. */
  function point(index: number): void {
    if (index !== at) setEntered(false);
    setChosen(index);
  }

  function run(index: number): void {
    const entry = entries[index];
    if (entry === undefined) return;
    props.onDone();
    entry.run();
  }

  return (
    <>
      <input
        className={classes.input}
        data-autofocus
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls={listId}
        aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
        aria-label={t('shell.palette.title')}
        placeholder={t('shell.palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setEntered(false);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('shell.palette.title')}
        className={classes.list}
      >
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, as in every combobox
          <div
            key={entry.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            data-at={index}
            className={classes.entry}
            onClick={() => run(index)}
            onPointerMove={() => point(index)}
          >
            <span className={classes.group}>{t(`shell.palette.${entry.group}`)}</span>
            <span className={classes.title}>{entry.title}</span>
            <span className={classes.detail}>{entry.detail}</span>
            {entry.keys !== null && <KeyHint keys={entry.keys} />}
          </div>
        ))}
      </div>
      <p className={classes.hint} role="status">
        {entries.length === 0 && !searching && query.trim() !== ''
          ? t('shell.palette.nothing', { query: query.trim() })
          : t('shell.palette.begin')}
      </p>
    </>
  );
}
