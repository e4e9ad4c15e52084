import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, useOffice, useSession } from '#renderer/office/index.ts';
import { paths, searchedFor } from '#renderer/ui/index.ts';
import type { SignedInUser } from '#shared/contract/index.ts';
import { nextTypeSize } from '../preferences.ts';
import { screensOf } from '../screens-of.ts';
import { usePreferences } from '../use-preferences.tsx';
import { useSignOut } from '../use-sign-out.ts';
import { carryEntry, dossierEntries, type Entry, matchEntries, procedureEntries } from './palette-entries.ts';

/** Shorter text finds too much to be worth a question to the office. */
const SHORTEST_SEARCH = 2;
/** The newest of those found; all of them stand on the screen that the query can be carried to. */
const SHOWN = 6;

/** What the palette offers for a typed text: screens and actions at once, dossiers and procedures as they are found. */
export function useEntries(
  user: SignedInUser,
  query: string,
  onChangePassword: () => void,
): { entries: Entry[]; searching: boolean } {
  const t = useTexts();
  const office = useOffice();
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const [preferences, change] = usePreferences();
  const asked = query.trim();
  const enabled = asked.length >= SHORTEST_SEARCH;
  const dossiers = useQuery({
    queryKey: [...queryKeys.dossierSearch(asked), 'palette'],
    queryFn: ({ signal }) =>
      office.dossiers.search({ query: searchedFor(asked), cursor: null, limit: SHOWN }, { signal }),
    enabled,
  });
  const procedures = useQuery({
    queryKey: [...queryKeys.procedureSearch(asked), 'palette'],
    queryFn: ({ signal }) => office.catalog.search({ query: asked, limit: 5 }, { signal }),
    enabled,
  });

  const screens = screensOf(user.role).map(
    (screen): Entry => ({
      id: `screen ${screen.path}`,
      group: 'screens',
      title: t(`shell.nav.${screen.name}`),
      detail: '',
      keys: screen.key,
      run: () => void navigate(screen.path),
    }),
  );
  const action = (id: string, title: string, keys: string | null, run: () => void): Entry => ({
    id: `action ${id}`,
    group: 'actions',
    title,
    detail: '',
    keys,
    run,
  });
  const actions = [
    action('kiosk', t('kiosk.onThisScreen'), null, () => void navigate(paths.kiosk)),
    action('board', t('board.onThisScreen'), null, () => void navigate(paths.board)),
    action('token', t('shell.nav.token'), null, () => void navigate(paths.token)),
    action('pending', t('sign.tabs.pending'), null, () => void navigate(paths.signTab('pending'))),
    action('batches', t('sign.tabs.batches'), null, () => void navigate(paths.signTab('batches'))),
    action('reconcile', t('outbox.tabs.days'), null, () => void navigate(paths.outboxTab('days'))),
    action('stick', t('outbox.sticks.export'), null, () => void navigate(paths.outboxTab('sticks'))),
    action('answer', t('outbox.sticks.import'), null, () => void navigate(paths.outboxTab('sticks'))),
    action('lock', t('shell.user.lock'), 'Ctrl+L', session.lock),
    action('password', t('shell.user.changePassword'), null, onChangePassword),
    action('sign-out', t('shell.user.signOut'), null, signOut),
    ...(user.role === 'administrator'
      ? [action('copy', t('copies.now.button'), null, () => void navigate(paths.copies))]
      : []),
    action('larger', t('shell.user.larger'), 'Alt+=', () =>
      change({ typeSize: nextTypeSize(preferences.typeSize, 1) }),
    ),
    action('smaller', t('shell.user.smaller'), 'Alt+-', () =>
      change({ typeSize: nextTypeSize(preferences.typeSize, -1) }),
    ),
    action(
      'scheme',
      preferences.scheme === 'dark' ? t('shell.user.toLight') : t('shell.user.toDark'),
      null,
      () => change({ scheme: preferences.scheme === 'dark' ? 'light' : 'dark' }),
    ),
  ];
  return {
    entries: [
      ...matchEntries(screens, asked),
      ...(enabled
        ? dossierEntries(dossiers.data?.rows ?? [], (row) => void navigate(paths.dossier(row.id)))
        : []),
      // After a dossier, which is what most words mean; before the way to the list, which finds something for any word.
      ...matchEntries(actions, asked),
      ...(enabled
        ? [
            carryEntry(
              t('shell.palette.carry', { query: asked }),
              () => void navigate(`${paths.find}?q=${encodeURIComponent(asked)}`),
            ),
          ]
        : []),
      ...(enabled
        ? procedureEntries(
            // Most of what is typed here is no procedure: a name must not find those that are spelt somewhat like it.
            (procedures.data?.hits ?? []).filter(({ guessed }) => !guessed),
            (hit) => void navigate(paths.receiveProcedure(hit.code)),
          )
        : []),
    ],
    searching: enabled && (dossiers.isFetching || procedures.isFetching),
  };
}
