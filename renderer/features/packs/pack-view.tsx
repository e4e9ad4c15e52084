import { Button, Group, Text } from '@mantine/core';
import { IconArrowsDiff, IconPackage } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { toOfficeError, useOffice, useOfficeClock } from '#renderer/office/index.ts';
import {
  KeyHint,
  notifyDone,
  notifyProblem,
  Section,
  StateBadge,
  useConfirm,
  useKey,
} from '#renderer/ui/index.ts';
import type { Pack } from '#shared/contract/index.ts';
import { Differences } from './differences.tsx';
import { PACK_TONES } from './pack-tones.ts';
import classes from './packs.module.css';
import { RejectDialog } from './reject-dialog.tsx';

/** One pack: how it stands, what an administrator may do about it, what it changes. */
export function PackView(props: { pack: Pack; administrator: boolean }) {
  const t = useTexts();
  const { pack, administrator } = props;
  const past = pack.state === 'in-force' || pack.state === 'replaced';
  return (
    <>
      <Section
        title={`${t(`packs.kinds.${pack.kind}`)} · ${t('packs.list.version', { version: pack.version })}`}
        icon={<IconPackage size="1.125rem" />}
        badge={<StateBadge tone={PACK_TONES[pack.state]}>{t(`packs.states.${pack.state}`)}</StateBadge>}
      >
        <PackFacts pack={pack} />
        {administrator && <Decide pack={pack} />}
      </Section>
      <Section
        title={t(past ? 'packs.differences.past' : 'packs.differences.waiting')}
        icon={<IconArrowsDiff size="1.125rem" />}
      >
        {pack.takenAt === null ? (
          <Text size="sm">{t('packs.differences.notHere')}</Text>
        ) : (
          <Differences pack={pack} />
        )}
      </Section>
    </>
  );
}

function PackFacts({ pack }: { pack: Pack }) {
  const t = useTexts();
  const formats = useFormats();
  const { decided } = pack;
  const day = formats.date(decided?.inForceFrom ?? pack.effectiveFrom);
  return (
    <>
      <p className={classes.packTitle} lang="vi">
        {pack.title}
      </p>
      <Text size="sm">{t(`packs.stateTexts.${pack.state}`, { day })}</Text>
      {pack.kind === 'forms' && (pack.state === 'waiting' || pack.state === 'in-force') && (
        <Text size="sm">{t('packs.formsText')}</Text>
      )}
      {pack.state === 'in-force' && pack.takenAt === null && (
        <p className={classes.refusal} role="alert">
          {t('packs.lost')}
        </p>
      )}
      {pack.state === 'refused' && (
        <p className={classes.refusal} role="alert" lang="vi">
          {pack.message}
        </p>
      )}
      <dl className={classes.facts}>
        <dt>{t('packs.facts.effectiveFrom')}</dt>
        <dd>{formats.date(pack.effectiveFrom)}</dd>
        {pack.takenAt !== null && (
          <>
            <dt>{t('packs.facts.source')}</dt>
            <dd lang="vi">{pack.source === '' ? t('packs.facts.noSource') : pack.source}</dd>
            <dt>{t('packs.facts.takenAt')}</dt>
            <dd>{formats.moment(pack.takenAt)}</dd>
          </>
        )}
        {decided !== null && (
          <>
            <dt>{t(pack.state === 'rejected' ? 'packs.facts.rejected' : 'packs.facts.applied')}</dt>
            <dd>
              {decided.by === null
                ? t('packs.facts.byDate', { when: formats.moment(decided.at) })
                : t('packs.facts.by', { who: decided.by, when: formats.moment(decided.at) })}
            </dd>
          </>
        )}
        {pack.state === 'rejected' && (
          <>
            <dt>{t('packs.facts.reason')}</dt>
            <dd>{pack.message}</dd>
          </>
        )}
      </dl>
    </>
  );
}

/** Applied now, after a question that says what it means; or left out, with a reason. */
function Decide({ pack }: { pack: Pack }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const confirm = useConfirm();
  const errorText = useErrorText();
  const now = useOfficeClock();
  const [rejecting, setRejecting] = useState(false);
  const { kind, version } = pack;
  const apply = useMutation({
    mutationFn: () => office.packs.apply({ kind, version }),
    onSuccess: () => notifyDone(t('packs.apply.done')),
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  const mayApply = (pack.state === 'waiting' || pack.state === 'rejected') && pack.takenAt !== null;
  const mayReject = ['announced', 'refused', 'waiting'].includes(pack.state);
  const early = now === null || pack.effectiveFrom > now.slice(0, 10);

  async function ask(): Promise<void> {
    if (apply.isPending) return;
    const sure = await confirm({
      title: t('packs.apply.ask'),
      about: `${t(`packs.kinds.${kind}`)}, ${t('packs.list.version', { version })}: ${pack.title}`,
      text: t(early ? 'packs.apply.early' : 'packs.apply.text', { day: formats.date(pack.effectiveFrom) }),
      yes: t('packs.apply.button'),
      dangerous: true,
    });
    if (sure) apply.mutate();
  }
  useKey('F2', () => void ask(), { label: t('packs.apply.button'), enabled: mayApply });

  if (!mayApply && !mayReject) return null;
  return (
    <Group mt="sm">
      {mayApply && (
        <Button
          loading={apply.isPending}
          rightSection={<KeyHint keys="F2" onAccent />}
          onClick={() => void ask()}
        >
          {t('packs.apply.button')}
        </Button>
      )}
      {mayReject && (
        <Button variant="default" onClick={() => setRejecting(true)}>
          {t('packs.reject.button')}
        </Button>
      )}
      <RejectDialog pack={pack} opened={rejecting} onClose={() => setRejecting(false)} />
    </Group>
  );
}
