import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { EmptyState, JobState, paths, StateBadge } from '#renderer/ui/index.ts';
import type { Certified } from './certified.ts';
import classes from './certify-page.module.css';
import { useLineState } from './use-line-state.ts';

/** Puts the cursor on the newest request of the list. */
export function focusToday(): void {
  document.querySelector<HTMLElement>('[data-today] a')?.focus();
}

/** What this person recorded today, newest first; arrows move, Enter opens the dossier. */
export function TodayList(props: {
  lines: readonly Certified[];
  pending: boolean;
  failed: boolean;
  onRetry: () => void;
  /** Told the id of the line on which the cursor stands; null: on none. */
  onChoose: (id: string | null) => void;
}) {
  const t = useTexts();
  const formats = useFormats();
  const { lines } = props;

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.altKey) return;
    const links: Element[] = [...event.currentTarget.querySelectorAll('a')];
    const next =
      document.activeElement === null ? undefined : links[links.indexOf(document.activeElement) + step];
    event.preventDefault();
    if (next instanceof HTMLElement) next.focus();
  };

  return (
    <>
      {props.failed && (
        <p className={classes.failure} role="alert">
          {t('certify.listFailed')}{' '}
          <Button onClick={props.onRetry} size="compact-sm" variant="default">
            {t('certify.listAgain')}
          </Button>
        </p>
      )}
      {lines.length === 0 ? (
        !props.failed && (
          <EmptyState
            text={t(props.pending ? 'common.loading' : 'certify.emptyText')}
            title={t('certify.empty')}
          />
        )
      ) : (
        <table
          aria-label={t('certify.today')}
          className={classes.table}
          data-today
          onBlur={() => props.onChoose(null)}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              {(['time', 'code', 'name', 'paper', 'copies', 'pages', 'fee', 'state'] as const).map(
                (column) => (
                  <th data-column={column} key={column} scope="col">
                    {t(`certify.columns.${column}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr data-cancelled={line.cancelled || undefined} key={line.id}>
                <td data-column="time">{formats.time(line.at)}</td>
                <td>
                  <Link
                    className={classes.code}
                    onFocus={() => props.onChoose(line.id)}
                    to={paths.dossier(line.id)}
                  >
                    <Code code={line.code} />
                  </Link>
                </td>
                <td data-column="name">
                  {line.name}
                  <span className={classes.paperBelow}>{line.paper}</span>
                </td>
                <td data-column="paper">{line.paper}</td>
                <td data-column="copies">{line.copies}</td>
                <td data-column="pages">{line.pages}</td>
                <td data-column="fee">{formats.money(line.amount)}</td>
                <td data-column="state">
                  <LineState line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** Where there is no room for a code in one line, it breaks behind the office it begins with. */
function Code(props: { code: string }) {
  const cut = props.code.indexOf('-') + 1;
  return (
    <>
      {props.code.slice(0, cut)}
      <wbr />
      {props.code.slice(cut)}
    </>
  );
}

function LineState(props: { line: Certified }) {
  const { line } = props;
  const state = useLineState()(line);
  if (line.cancelled) return <StateBadge tone="attention">{state}</StateBadge>;
  if (line.atOnce) return <StateBadge tone="good">{state}</StateBadge>;
  return (
    <>
      <StateBadge tone="neutral">{state}</StateBadge> {line.job !== null && <JobState job={line.job} />}
    </>
  );
}
