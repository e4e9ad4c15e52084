import { Radio, Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { LineBadge, LineWords, Section } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';
import { JoinByStick } from './join-by-stick.tsx';
import { JoinByWire } from './join-by-wire.tsx';

export type JoinWay = 'wire' | 'stick';

/** The two ways to join; one that was begun by stick goes on where it was. `again`: the office has joined before. */
export function JoinSection(props: {
  overview: ExchangeOverview;
  way: JoinWay;
  onWay: (way: JoinWay) => void;
  again?: boolean;
}) {
  const t = useTexts();
  const { pending, settings, enrolment, summary } = props.overview;
  const { way } = props;
  // Who ended the connection here need not be shut out by anybody.
  const again = enrolment?.leftAt == null ? 'province.way.againText' : 'province.way.leftText';
  return (
    <Section
      title={t(props.again === true ? 'province.way.again' : 'province.way.label')}
      icon={<IconPlugConnected size="1.125rem" />}
    >
      <Stack gap="md">
        {props.again === true && enrolment?.leftAt === null && summary.line === 'refused' && (
          // Why this stands here at all: the state of the line lies further down.
          <Text size="sm" role="status">
            <LineBadge line="refused" /> <LineWords overview={props.overview} />
          </Text>
        )}
        <Text size="sm">{t(props.again === true ? again : 'province.intro')}</Text>
        <Radio.Group
          aria-label={t('province.way.label')}
          value={way}
          onChange={(value) => props.onWay(value === 'stick' ? 'stick' : 'wire')}
        >
          <Stack gap="xs">
            <Radio value="wire" label={t('province.way.wire')} description={t('province.way.wireText')} />
            <Radio value="stick" label={t('province.way.stick')} description={t('province.way.stickText')} />
          </Stack>
        </Radio.Group>
        {way === 'wire' ? <JoinByWire address={settings.address} /> : <JoinByStick pending={pending} />}
      </Stack>
    </Section>
  );
}
