import { IconFileText } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { KeyHint, Section, StateBadge } from '#renderer/ui/index.ts';
import { DuplicateNotes } from '../duplicates/duplicate-notes.tsx';
import { findTerms } from '../model/needs.ts';
import { useReception } from '../use-reception.tsx';
import { ProcedureBox } from './procedure-box.tsx';

/** What the person came for. */
export function ProcedureCard() {
  const t = useTexts();
  const formats = useFormats();
  const { form } = useReception();
  const { procedure } = form;
  const limit = findTerms(form)?.limit ?? null;
  return (
    <Section
      number={2}
      title={t('receive.procedure.title')}
      icon={<IconFileText size="1.2rem" stroke={1.7} />}
      badge={
        procedure !== null && (
          <StateBadge tone={limit === null ? 'attention' : 'neutral'}>
            {limit === null
              ? t('receive.limit.none')
              : t(`receive.limit.${limit.unit}`, { value: String(limit.value).padStart(2, '0') })}
          </StateBadge>
        )
      }
      aside={
        procedure === null ? (
          <>
            {t('receive.procedure.hint')} <KeyHint keys="Enter" /> {t('receive.procedure.pick')}
          </>
        ) : (
          [
            procedure.code,
            procedure.field,
            t('receive.procedure.valid', { date: formats.date(procedure.validFrom) }),
          ]
            .filter((part) => part !== '')
            .join(' · ')
        )
      }
    >
      <ProcedureBox />
      <DuplicateNotes about="dossiers" />
    </Section>
  );
}
