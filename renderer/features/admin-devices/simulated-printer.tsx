import { Checkbox, Radio, Stack, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyProblem, Section } from '#renderer/ui/index.ts';
import type { SimulatedConditions, SimulatedPaper } from '#shared/contract/index.ts';
import classes from './devices.module.css';
import { useStation } from './station.tsx';

const PAPERS = ['enough', 'near-end', 'out'] as const;

/** The simulated printer: its switches, and the paper that came out. */
export function SimulatedPrinter(props: { conditions: SimulatedConditions }) {
  const t = useTexts();
  const office = useOffice();
  const station = useStation();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const change = useMutation({
    mutationFn: (next: SimulatedConditions) => office.devices.simulate({ ...next, ...station }),
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.devices }),
  });
  const papers = useQuery({
    queryKey: [...queryKeys.devices, 'simulated-paper', station.station],
    queryFn: () => office.devices.simulatedPaper(station),
  });
  // What is being sent already shows: a switch that waits for the answer feels broken.
  const now = change.isPending ? change.variables : props.conditions;
  const turn = (part: Partial<SimulatedConditions>): void => change.mutate({ ...now, ...part });
  return (
    <Section title={t('devices.simulated.title')} icon={<IconPaperclip size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('devices.simulated.text')}</Text>
        <Radio.Group
          label={t('devices.simulated.paper')}
          value={now.paper}
          onChange={(value) => turn({ paper: PAPERS.find((one) => one === value) ?? 'enough' })}
        >
          <div className={classes.choices}>
            {PAPERS.map((paper) => (
              <Radio key={paper} value={paper} label={t(`devices.simulated.papers.${paper}`)} />
            ))}
          </div>
        </Radio.Group>
        <div className={classes.choices}>
          <Switch name="coverOpen" on={now.coverOpen} onTurn={(coverOpen) => turn({ coverOpen })} />
          <Switch name="stalled" on={now.stalled} onTurn={(stalled) => turn({ stalled })} />
          <Switch name="slow" on={now.slow} onTurn={(slow) => turn({ slow })} />
          <Switch name="unplugged" on={!now.plugged} onTurn={(pulled) => turn({ plugged: !pulled })} />
        </div>
        <div>
          <h3 className={classes.heading}>{t('devices.simulated.output')}</h3>
          <Papers papers={papers.data?.papers ?? []} />
        </div>
      </Stack>
    </Section>
  );
}

function Switch(props: {
  name: 'coverOpen' | 'stalled' | 'slow' | 'unplugged';
  on: boolean;
  onTurn: (on: boolean) => void;
}) {
  const t = useTexts();
  return (
    <Checkbox
      label={t(`devices.simulated.${props.name}`)}
      checked={props.on}
      onChange={(event) => props.onTurn(event.currentTarget.checked)}
    />
  );
}

function Papers(props: { papers: readonly SimulatedPaper[] }) {
  const t = useTexts();
  if (props.papers.length === 0) {
    return (
      <Text size="sm" className={classes.dim ?? ''}>
        {t('devices.simulated.empty')}
      </Text>
    );
  }
  return (
    // Scrolls in itself: the arrows must reach what stands at the right.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the keyboard
    <ul className={classes.papers} tabIndex={0} aria-label={t('devices.simulated.output')}>
      {props.papers.map(({ n, texts, cut, png, width, height }) => (
        <li key={n}>
          <img
            src={`data:image/png;base64,${png}`}
            width={width}
            height={height}
            alt={t('devices.simulated.paperName', { n, texts: texts.join(', ') })}
          />
          {!cut && <span>{t('devices.simulated.uncut')}</span>}
        </li>
      ))}
    </ul>
  );
}
