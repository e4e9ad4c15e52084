import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useErrorText, useFormats, useTexts } from '#renderer/i18n/index.ts';
import {
  closeTokenSession,
  type OfficeError,
  type TokenSession,
  toOfficeError,
  useOffice,
} from '#renderer/office/index.ts';
import { ownerOf, PinDialog, StateBadge } from '#renderer/ui/index.ts';
import type { TokenCertificateFacts, TokenPlugged } from '#shared/contract/index.ts';

type Tried =
  | { phase: 'idle' | 'asking' | 'signing' }
  | { phase: 'done'; verified: boolean; milliseconds: number }
  | { phase: 'failed'; failure: OfficeError };

/** Signs random bytes with the token and checks the signature; the token is closed again at once. */
export function TestSignature(props: { token: TokenPlugged; facts: TokenCertificateFacts }) {
  const t = useTexts();
  const formats = useFormats();
  const office = useOffice();
  const errorText = useErrorText();
  const [tried, setTried] = useState<Tried>({ phase: 'idle' });
  const { token, facts } = props;

  async function sign({ session }: TokenSession): Promise<void> {
    setTried({ phase: 'signing' });
    try {
      const { verified, milliseconds } = await office.tokens.testSignature({
        session,
        certificate: facts.id,
      });
      setTried({ phase: 'done', verified, milliseconds });
    } catch (thrown) {
      setTried({ phase: 'failed', failure: toOfficeError(thrown) });
    } finally {
      await closeTokenSession(office, session);
    }
  }

  return (
    <div>
      <Button
        size="compact-sm"
        variant="default"
        loading={tried.phase === 'signing'}
        onClick={() => setTried({ phase: 'asking' })}
      >
        {t('tokens.test.run')}
      </Button>
      <div role="status">
        {tried.phase === 'done' && (
          <StateBadge tone={tried.verified ? 'good' : 'bad'}>
            {tried.verified
              ? t('tokens.test.good', { milliseconds: formats.number(tried.milliseconds) })
              : t('tokens.test.bad')}
          </StateBadge>
        )}
        {tried.phase === 'failed' && (
          <Text size="sm" c="var(--tram-bad)">
            {errorText(tried.failure)}
          </Text>
        )}
      </div>
      {tried.phase === 'asking' && (
        <PinDialog
          tokenId={token.id}
          owner={ownerOf(facts)}
          purpose={t('tokens.test.purpose')}
          action={t('tokens.test.run')}
          onSession={(opened) => void sign(opened)}
          onClose={() => setTried({ phase: 'idle' })}
        />
      )}
    </div>
  );
}
