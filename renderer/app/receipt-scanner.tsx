import { useRef } from 'react';
import { useNavigate } from 'react-router';
import {
  asScannedInto,
  isTextTarget,
  looksLikeReceipt,
  paths,
  ScanSink,
  takeFieldSnapshot,
  typeInto,
  useOpenReceipt,
  useScanner,
} from '#renderer/ui/index.ts';
import { looksLikeCitizenCard } from '#shared/citizen/index.ts';

/**
 * Hears a scanner on every screen but the reception, which has its own: a receipt or slip opens
 * its dossier, wherever the cursor stands unless that field is for codes; a citizen card finds the dossiers of its number.
 * Anything else is typed where it was scanned into, in a search instead of what stood there.
 */
export function ReceiptScanner() {
  const sink = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const openReceipt = useOpenReceipt();
  useScanner<null>(sink, {
    remember: () => null,
    restore: () => undefined,
    claims: looksLikeReceipt,
    onAdvance(field) {
      if (field instanceof HTMLElement && field.dataset['scanCodes'] === 'submit')
        field.closest('form')?.requestSubmit();
    },
    onScan: (text, origin) => {
      if (looksLikeReceipt(text)) return openReceipt(text);
      const isCard = looksLikeCitizenCard(text);
      const wanted = isCard ? (text.split('|', 1)[0] ?? '') : text;
      if (isTextTarget(origin)) return typeInto(asScannedInto(takeFieldSnapshot(origin)), wanted);
      if (isCard) void navigate(paths.findFor(wanted));
    },
  });
  return <ScanSink sink={sink} />;
}
