import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { paths, StateBadge, tokenLampOf, useTokens } from '#renderer/ui/index.ts';

/** How the token of this PC stands, and the way to read more about it. */
export function TokenLine() {
  const t = useTexts();
  const tokens = useTokens();
  if (tokens.data === undefined) return null;
  const { tone, key, owner, days } = tokenLampOf(tokens.data);
  return (
    <>
      <StateBadge tone={tone}>{t(`tokens.lamp.${key}`, { count: days })}</StateBadge>
      <Anchor component={Link} to={paths.token} size="sm">
        {owner === '' ? t('tokens.title') : owner}
      </Anchor>
    </>
  );
}
