import { IconClipboardCheck } from '@tabler/icons-react';
import { useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, Section, StateBadge } from '#renderer/ui/index.ts';
import type { Channel } from '#shared/catalog/index.ts';
import type { ReceptionPreview } from '#shared/contract/index.ts';
import { type FormNeeds, findTerms } from '../model/needs.ts';
import { ChoiceCell } from '../parts/choice-cell.tsx';
import { TextCell } from '../parts/text-cell.tsx';
import { useReception } from '../use-reception.tsx';
import { DueFields } from './due-fields.tsx';
import { FeeCells, FeeDetails } from './fee-cells.tsx';
import classes from './result-card.module.css';

const WAYS = ['counter', 'post', 'electronic', 'at-once'] as const;
const CHANNELS: readonly Channel[] = ['counter', 'online', 'postal'];

/** How the result comes back, what it costs, and, where the catalogue cannot say, when. */
export function ResultCard(props: { needs: FormNeeds; preview: ReceptionPreview | null }) {
  const t = useTexts();
  const { form, dispatch } = useReception();
  const isSameDay = findTerms(form)?.limit?.unit === 'same-day';
  const offered = form.procedure?.channels.map((terms) => terms.channel) ?? CHANNELS;
  return (
    <Section
      number={4}
      title={t('receive.result.title')}
      icon={<IconClipboardCheck size="1.2rem" stroke={1.7} />}
      badge={form.atOnce && <StateBadge tone="good">{t('receive.result.atOnce')}</StateBadge>}
      aside={
        <button
          className={classes.atOnce}
          data-offered={(isSameDay && !form.atOnce) || undefined}
          onClick={() => dispatch({ kind: 'delivery-chosen', way: form.atOnce ? 'counter' : 'at-once' })}
          type="button"
        >
          <KeyHint keys="Alt+Q" />{' '}
          {t(
            form.atOnce
              ? 'receive.result.notAtOnce'
              : isSameDay
                ? 'receive.result.atOnceSameDay'
                : 'receive.result.atOnceOffer',
          )}
        </button>
      }
    >
      <div className={classes.grid}>
        <ChoiceCell
          path="delivery.way"
          label={t('receive.result.way')}
          above
          onChange={(way) => dispatch({ kind: 'delivery-chosen', way })}
          options={WAYS.map((way) => ({ value: way, label: t(`receive.result.ways.${way}`) }))}
          value={form.atOnce ? 'at-once' : form.deliveryWay}
        />
        <ChoiceCell
          path="channel"
          label={t('receive.result.channel')}
          above
          onChange={(channel) => dispatch({ kind: 'channel-chosen', channel })}
          options={CHANNELS.filter((channel) => offered.includes(channel)).map((channel) => ({
            value: channel,
            label: t(`receive.result.channels.${channel}`),
          }))}
          value={form.channel}
        />
        <TextCell
          path="dossierCopies"
          label={t('receive.result.copies')}
          above
          inputMode="numeric"
          maxLength={2}
          onChange={(value) => dispatch({ kind: 'typed', field: 'dossierCopies', value })}
          scanDigits={2}
          value={form.dossierCopies}
        />
        <FeeCells fee={props.preview?.fee ?? null} needs={props.needs} />
        <TextCell
          path="note"
          label={t('receive.result.note')}
          above
          edge="right"
          maxLength={2000}
          onChange={(value) => dispatch({ kind: 'typed', field: 'note', value })}
          value={form.note}
        />
      </div>
      <div className={classes.more}>
        {form.atOnce && (
          <label className={classes.print}>
            <input
              checked={form.printReceipt}
              data-stop
              onChange={(event) => dispatch({ kind: 'print-chosen', print: event.currentTarget.checked })}
              type="checkbox"
            />
            {t('receive.result.printReceipt')}
          </label>
        )}
        {form.deliveryWay === 'post' && (
          <TextCell
            path="delivery.address"
            label={t('receive.result.address')}
            above
            className={classes.long}
            maxLength={500}
            onChange={(value) => dispatch({ kind: 'typed', field: 'deliveryAddress', value })}
            value={form.deliveryAddress}
          />
        )}
        <FeeDetails needs={props.needs} />
        {props.needs.due && <DueFields />}
      </div>
    </Section>
  );
}
