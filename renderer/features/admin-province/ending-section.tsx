import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { notifyDone, Section, useConfirm, useExchangeAction } from '#renderer/ui/index.ts';
import type { ExchangeOverview } from '#shared/contract/index.ts';

/**
 * How the connection is ended here, with what that means for numbers and for what is unsent; and joining again.
 * `onJoinAgain` null: how to join stands on the page already.
 */
export function EndingSection(props: { overview: ExchangeOverview; onJoinAgain: (() => void) | null }) {
  const t = useTexts();
  const confirm = useConfirm();
  const formats = useFormats();
  const { enrolment, summary } = props.overview;
  const leave = useExchangeAction((exchange, _input: undefined) => exchange.leave({}), {
    onDone: ({ unsent }) => notifyDone(t('province.ending.done', { unsent: formats.number(unsent) })),
  });
  if (enrolment === null) return null;
  const { provinceName, leftAt } = enrolment;
  const unsent = formats.number(summary.counts.held + summary.counts.sent);

  async function ask(): Promise<void> {
    const sure = await confirm({
      title: t('province.ending.ask'),
      about: provinceName,
      text: t('province.ending.askText', { unsent }),
      yes: t('province.ending.yes'),
      dangerous: true,
    });
    if (sure) leave.mutate(undefined);
  }

  return (
    <Section title={t('province.ending.heading')} icon={<IconPlugConnectedX size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">
          {leftAt === null
            ? t('province.ending.text')
            : t('province.ending.ended', { when: formats.moment(leftAt), unsent })}
        </Text>
        <Group>
          {leftAt === null && (
            <Button variant="default" loading={leave.isPending} onClick={() => void ask()}>
              {t('province.ending.stop')}
            </Button>
          )}
          {leftAt === null && props.onJoinAgain !== null && (
            <Button variant="default" onClick={props.onJoinAgain}>
              {t('province.ending.again')}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}
