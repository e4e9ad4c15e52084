import { useOffice } from '#renderer/office/index.ts';
import { Dialog } from '../dialog.tsx';
import { PdfFrame } from './pdf-frame.tsx';

/** An archived paper, byte for byte, in the browser's own viewer. `title`: of the window. */
export function PdfDialog(props: { paperId: string; title: string; onClose: () => void }) {
  const office = useOffice();
  const { paperId, title } = props;
  return (
    <Dialog opened onClose={props.onClose} title={title} size="60rem">
      <PdfFrame
        source={{ key: ['paper', paperId], load: () => office.dossiers.paperPdf({ paperId }) }}
        title={title}
      />
    </Dialog>
  );
}
