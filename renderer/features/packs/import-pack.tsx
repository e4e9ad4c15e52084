import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useErrorText, useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { notifyDone, notifyProblem, uploadPdf } from '#renderer/ui/index.ts';
import type { PackName } from './pack-of-address.ts';

/** Bytes; what the office takes of a file, and far more than a pack has. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Takes a pack that was carried by hand; its signature says that it is of the province. */
export function ImportPack(props: { onTaken: (pack: PackName) => void }) {
  const t = useTexts();
  const office = useOffice();
  const cache = useQueryClient();
  const errorText = useErrorText();
  const take = useMutation({
    mutationFn: async (file: File) => {
      const uploadId = await uploadPdf(office, file, {
        onSent: () => undefined,
        signal: new AbortController().signal,
      });
      return office.packs.import({ uploadId });
    },
    onSuccess: (pack) => {
      notifyDone(t('packs.import.done', { kind: t(`packs.kinds.${pack.kind}`), version: pack.version }));
      props.onTaken(pack);
    },
    onError: (thrown) =>
      notifyProblem(t('packs.import.failed', { reason: errorText(toOfficeError(thrown)) })),
    onSettled: () => void cache.invalidateQueries({ queryKey: queryKeys.packs }),
  });

  function choose(file: File | null): void {
    if (file === null || take.isPending) return;
    if (file.size > MOST_BYTES) notifyProblem(t('packs.import.tooLarge'));
    else take.mutate(file);
  }

  return (
    <FileButton onChange={choose}>
      {(button) => (
        <Button
          {...button}
          variant="default"
          data-file-choice
          loading={take.isPending}
          leftSection={<IconFileImport size="1.125rem" aria-hidden />}
        >
          {t('packs.import.button')}
        </Button>
      )}
    </FileButton>
  );
}
