import { Checkbox, Text } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';
import { newRequestId } from '#renderer/office/index.ts';
import { Section, TextField } from '#renderer/ui/index.ts';
import classes from './hall.module.css';
import { freeLetter, freeNumber, type HallDraft } from './hall-draft.ts';
import { LineList } from './line-list.tsx';

type Part = {
  draft: HallDraft;
  /** The sentence of what is wrong with a field. */
  problem: (field: string) => string | undefined;
  onChange: (changed: Partial<HallDraft>) => void;
};

const MOST = { groups: 26, counters: 99, priorities: 20, reasons: 20 };

/** A key of our own for a new group or ground: a letter first, as the office wants it. */
function newKey(): string {
  return `k-${newRequestId()}`;
}

/** What people queue for, with the letter of their numbers. */
export function GroupLines(props: Part) {
  const t = useTexts();
  const { draft, problem } = props;
  return (
    <Section title={t('hall.groups.title')}>
      <Text size="sm">{t('hall.groups.text')}</Text>
      <LineList
        lines={draft.groups}
        most={MOST.groups}
        addText={t('hall.groups.add')}
        which={(name) => t('hall.groups.which', { name })}
        problem={problem('groups')}
        blank={() => {
          const id = newKey();
          return { key: id, id, letter: freeLetter(draft), name: '', englishName: '' };
        }}
        onChange={(groups) => props.onChange({ groups })}
      >
        {(line, index, change) => (
          <>
            <TextField
              data-narrow
              label={t('hall.groups.letter')}
              maxLength={3}
              value={line.letter}
              onChange={(event) => change({ letter: event.currentTarget.value })}
              error={problem(`groups.${index}.letter`)}
              wrapperProps={{ 'data-narrow': true }}
            />
            <TextField
              label={t('hall.groups.name')}
              value={line.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={problem(`groups.${index}.name`) ?? problem(`groups.${index}.id`)}
              wrapperProps={{ 'data-wide': true }}
            />
            <TextField
              label={t('hall.groups.english')}
              lang="en"
              value={line.englishName}
              onChange={(event) => change({ englishName: event.currentTarget.value })}
              error={problem(`groups.${index}.englishName`)}
              wrapperProps={{ 'data-wide': true }}
            />
          </>
        )}
      </LineList>
    </Section>
  );
}

/** Where people are served, and what for. */
export function CounterLines(props: Part) {
  const t = useTexts();
  const { draft, problem } = props;
  return (
    <Section title={t('hall.counters.title')}>
      <Text size="sm">{t('hall.counters.text')}</Text>
      <LineList
        lines={draft.counters}
        most={MOST.counters}
        addText={t('hall.counters.add')}
        which={(name) => t('hall.counters.which', { name })}
        problem={problem('counters')}
        blank={() => ({
          key: newKey(),
          number: freeNumber(draft),
          name: '',
          groups: draft.groups.map(({ id }) => id),
        })}
        onChange={(counters) => props.onChange({ counters })}
      >
        {(line, index, change) => {
          const wrongGroups = problem(`counters.${index}.groups`);
          return (
            <>
              <TextField
                label={t('hall.counters.number')}
                inputMode="numeric"
                maxLength={3}
                value={line.number}
                onChange={(event) => change({ number: event.currentTarget.value })}
                error={problem(`counters.${index}.number`)}
                wrapperProps={{ 'data-narrow': true }}
              />
              <TextField
                label={t('hall.counters.name')}
                value={line.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
                error={problem(`counters.${index}.name`)}
                wrapperProps={{ 'data-wide': true }}
              />
              <fieldset className={classes.checks}>
                <legend>{t('hall.counters.groups')}</legend>
                {wrongGroups !== undefined && (
                  <Text size="xs" c="var(--tram-bad)" role="alert">
                    {wrongGroups}
                  </Text>
                )}
                <div className={classes.checkRow}>
                  {draft.groups.map((group) => (
                    <Checkbox
                      key={group.key}
                      size="sm"
                      label={group.letter.trim() === '' ? '?' : group.letter.trim().toUpperCase()}
                      aria-label={`${group.letter} ${group.name}`.trim()}
                      title={group.name}
                      checked={line.groups.includes(group.id)}
                      onChange={(event) =>
                        change({
                          groups: event.currentTarget.checked
                            ? [...line.groups, group.id]
                            : line.groups.filter((id) => id !== group.id),
                        })
                      }
                    />
                  ))}
                </div>
              </fieldset>
            </>
          );
        }}
      </LineList>
    </Section>
  );
}

/** Why somebody is called earlier, and how much earlier. */
export function GroundLines(props: Part) {
  const t = useTexts();
  const { draft, problem } = props;
  return (
    <Section title={t('hall.priorities.title')}>
      <Text size="sm">{t('hall.priorities.text')}</Text>
      <LineList
        lines={draft.priorities}
        most={MOST.priorities}
        addText={t('hall.priorities.add')}
        which={(name) => t('hall.priorities.which', { name })}
        problem={problem('priorities')}
        blank={() => {
          const id = newKey();
          return { key: id, id, name: '', englishName: '' };
        }}
        onChange={(priorities) => props.onChange({ priorities })}
      >
        {(line, index, change) => (
          <>
            <TextField
              label={t('hall.priorities.name')}
              value={line.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={problem(`priorities.${index}.name`) ?? problem(`priorities.${index}.id`)}
              wrapperProps={{ 'data-wide': true }}
            />
            <TextField
              label={t('hall.priorities.english')}
              lang="en"
              value={line.englishName}
              onChange={(event) => change({ englishName: event.currentTarget.value })}
              error={problem(`priorities.${index}.englishName`)}
              wrapperProps={{ 'data-wide': true }}
            />
          </>
        )}
      </LineList>
      <div className={classes.numbers}>
        <TextField
          mt="sm"
          label={t('hall.priorities.between')}
          description={t('hall.priorities.betweenText')}
          inputMode="numeric"
          maxLength={3}
          value={draft.between}
          onChange={(event) => props.onChange({ between: event.currentTarget.value })}
          error={problem('ordinaryBetweenPriorities')}
        />
      </div>
    </Section>
  );
}

/** Why a counter pauses. */
export function ReasonLines(props: Part) {
  const t = useTexts();
  const { draft, problem } = props;
  return (
    <Section title={t('hall.pauses.title')}>
      <Text size="sm">{t('hall.pauses.text')}</Text>
      <LineList
        lines={draft.pauseReasons}
        most={MOST.reasons}
        addText={t('hall.pauses.add')}
        which={(name) => t('hall.pauses.which', { name })}
        problem={problem('pauseReasons')}
        blank={() => ({ key: newKey(), name: '' })}
        onChange={(pauseReasons) => props.onChange({ pauseReasons })}
      >
        {(line, index, change) => (
          <TextField
            label={t('hall.pauses.name')}
            value={line.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            error={problem(`pauseReasons.${index}.name`) ?? problem(`pauseReasons.${index}`)}
            wrapperProps={{ 'data-wide': true }}
          />
        )}
      </LineList>
    </Section>
  );
}

/** How calls are shown and spoken. */
export function BoardFields(props: Part) {
  const t = useTexts();
  const { draft, problem } = props;
  return (
    <Section title={t('hall.board.title')}>
      <div className={classes.numbers}>
        <TextField
          label={t('hall.board.lastCalls')}
          inputMode="numeric"
          maxLength={3}
          value={draft.lastCalls}
          onChange={(event) => props.onChange({ lastCalls: event.currentTarget.value })}
          error={problem('board.lastCalls')}
        />
        <TextField
          label={t('hall.board.spokenTimes')}
          description={t('hall.board.spokenText')}
          inputMode="numeric"
          maxLength={3}
          value={draft.spokenTimes}
          onChange={(event) => props.onChange({ spokenTimes: event.currentTarget.value })}
          error={problem('board.spokenTimes')}
        />
        <TextField
          label={t('hall.board.calls')}
          inputMode="numeric"
          maxLength={3}
          value={draft.calls}
          onChange={(event) => props.onChange({ calls: event.currentTarget.value })}
          error={problem('callsBeforeNoShow')}
        />
      </div>
    </Section>
  );
}
