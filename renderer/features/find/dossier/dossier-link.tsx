import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '#renderer/i18n/index.ts';
import { queryKeys, toOfficeError, useOffice } from '#renderer/office/index.ts';
import { paths } from '#renderer/ui/index.ts';
import { codeOf } from '../code-of.ts';

/** Another dossier by its code, which is asked for; says so where its personal data was erased. */
export function DossierLink(props: { id: string }) {
  const t = useTexts();
  const office = useOffice();
  const { id } = props;
  const opened = useQuery({ queryKey: queryKeys.dossier(id), queryFn: () => office.dossiers.get({ id }) });
  const erased = opened.isError && toOfficeError(opened.error).code === 'erased';
  const text =
    opened.data !== undefined
      ? codeOf(opened.data.dossier)
      : t(erased ? 'erasure.page.erased' : 'dossier.slip.open');
  return <Link to={paths.dossier(id)}>{text}</Link>;
}
