import { Button } from '@mantine/core';
import { useTexts } from '#renderer/i18n/index.ts';

/** The next page of a list, where there is one. */
export function MoreButton(props: {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}) {
  const t = useTexts();
  const { pages } = props;
  if (!pages.hasNextPage) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      {t('sign.more')}
    </Button>
  );
}
