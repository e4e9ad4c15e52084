import { Button, Stack, Text } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, notifyProblem, Section, useConfirm } from '#renderer/ui/index.ts';
import type { TrustedRoot } from '#shared/contract/index.ts';
import { AddRoot } from './add-root.tsx';
import { FingerprintOf } from './fingerprint-of.tsx';
import classes from './tokens.module.css';

/** The certificates from which trust begins: added from a file after their fingerprint was compared, and taken out again. */
export function RootsSection(props: { roots: readonly TrustedRoot[] }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const errorText = useErrorText();
  const remove = useMutation({
    mutationFn: (fingerprint: string) => office.signing.removeRoot({ fingerprint }),
    onSuccess: () => {
      notifyDone(t('tokens.roots.removed'));
      void cache.invalidateQueries({ queryKey: queryKeys.signing });
      void cache.invalidateQueries({ queryKey: queryKeys.tokens });
    },
    onError: (thrown) => notifyProblem(errorText(toOfficeError(thrown))),
  });
  async function askRemove(root: TrustedRoot): Promise<void> {
    const sure = await confirm({
      title: t('tokens.roots.removeAsk'),
      about: root.owner,
      text: t('tokens.roots.removeText'),
      yes: t('tokens.roots.remove'),
      dangerous: true,
    });
    if (sure) remove.mutate(root.fingerprint);
  }
  return (
    <Section title={t('tokens.roots.title')} icon={<IconCertificate size="1.125rem" />}>
      <Stack gap="sm">
        <Text size="sm">{t('tokens.roots.text')}</Text>
        {props.roots.length === 0 && (
          <Text size="sm" c="var(--tram-attention)">
            {t('tokens.roots.none')}
          </Text>
        )}
        <ul className={classes.list}>
          {props.roots.map((root) => (
            <li key={root.fingerprint} className={classes.token}>
              <div className={classes.head}>
                <strong>{root.owner}</strong>
                <small className={classes.dim}>
                  {root.addedAt === null
                    ? t('tokens.roots.shipped')
                    : t('tokens.roots.added', {
                        when: formats.shortMoment(root.addedAt),
                        by: root.addedBy ?? '?',
                      })}
                </small>
              </div>
              <p className={classes.dim}>
                {t('tokens.certificate.fromTo', {
                  from: formats.date(root.validFrom),
                  to: formats.date(root.validTo),
                })}
              </p>
              <details className={classes.quiet}>
                <summary>{t('tokens.roots.fingerprint')}</summary>
                <FingerprintOf hex={root.fingerprint} />
              </details>
              {root.source === 'added' && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('tokens.roots.removeOf', { owner: root.owner })}
                  disabled={remove.isPending}
                  onClick={() => void askRemove(root)}
                >
                  {t('tokens.roots.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <AddRoot />
      </Stack>
    </Section>
  );
}
