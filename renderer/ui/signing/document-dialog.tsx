import { useOffice } from '#renderer/office/index.ts';
import { Dialog } from '../dialog.tsx';
import { PdfFrame } from '../paper/pdf-frame.tsx';

export type ShownDocument = { id: string; title: string };

/** The newest file of a document that can be signed: with its signatures where it has some. */
export function DocumentDialog(props: { document: ShownDocument; onClose: () => void }) {
  const office = useOffice();
  const { id, title } = props.document;
  return (
    <Dialog opened onClose={props.onClose} title={title} size="60rem">
      <PdfFrame
        source={{
          key: ['signable', id],
          load: () => office.signing.file({ documentId: id, which: 'newest' }),
        }}
        title={title}
      />
    </Dialog>
  );
}
