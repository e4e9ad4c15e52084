import { IconCoins } from '@tabler/icons-react';
import { useFormats, useTexts } from '#renderer/i18n/index.ts';
import { DossierReceipts, Section } from '#renderer/ui/index.ts';
import { codeOf } from '../code-of.ts';
import type { OpenDossier } from './dossier-page.tsx';
import classes from './due-card.module.css';
import { Fact, Facts } from './facts.tsx';
import { Reasons } from './reasons.tsx';

/** The fee, how it was computed, and the ground of an exemption. */
export function FeeCard(props: { dossier: OpenDossier['dossier'] }) {
  const t = useTexts();
  const formats = useFormats();
  const { fee, cancelled } = props.dossier;
  return (
    <Section title={t('dossier.page.fee')} icon={<IconCoins size="1.125rem" />}>
      <p className={cancelled === null ? classes.moment : classes.past}>
        {fee.amount === 0 ? t('dossier.page.free') : formats.money(fee.amount)}
      </p>
      <Reasons steps={fee.steps} />
      {fee.exemptionGround !== null && fee.exemptionGround !== '' && (
        <Facts>
          <Fact label={t('dossier.page.ground')} wide>
            {fee.exemptionGround}
          </Fact>
        </Facts>
      )}
      <DossierReceipts dossierId={props.dossier.id} code={codeOf(props.dossier)} />
    </Section>
  );
}
