export { Column, Columns } from './columns.tsx';
export { type Question, useConfirm, useDismissQuestion } from './confirm.tsx';
export { CopyNow } from './copies/copy-now.tsx';
export { DamageList } from './copies/damage-list.tsx';
export { RestoreEntry } from './copies/restore-entry.tsx';
export { RestoreWizard } from './copies/restore-wizard.tsx';
export { runningText } from './copies/running-text.ts';
export { sizeText } from './copies/size-text.ts';
export { Dialog } from './dialog.tsx';
export { DraftDialog, DraftsKept } from './drafts/draft-dialog.tsx';
export {
  createDraftKeeper,
  type DraftKeeper,
  type DraftMessage,
  type DraftSource,
} from './drafts/draft-keeper.ts';
export { DraftList } from './drafts/draft-list.tsx';
export { keptKeeper, stopKeeping, useKeeping } from './drafts/kept-keeper.ts';
export { outcomeKey } from './drafts/outcome-key.ts';
export { type Drafts, useDraftsOf } from './drafts/use-drafts-of.ts';
export { useUnkeptGuard } from './drafts/use-unkept-guard.ts';
export { EmptyState } from './empty-state.tsx';
export { EntryPage } from './entry-page.tsx';
export { LongTextField, NUMBER_FIELD_LENGTH, PasswordField, TextField } from './field.tsx';
export { Fingerprint } from './fingerprint.tsx';
export { useOpener } from './focus/use-opener.ts';
export { FormEnd } from './form-end.tsx';
export { KeyHint } from './key-hint.tsx';
export { KeyHelp } from './keys/key-help.tsx';
export { KeyLayer, type UseKeyOptions, useKey } from './keys/use-key.tsx';
export { NoticeSpace } from './notices/notice-space.tsx';
export { forgetProblems, notifyDone, notifyProblem } from './notify.ts';
export { Page } from './page.tsx';
export { PaperView } from './paper/paper-view.tsx';
export { PdfDialog } from './paper/pdf-dialog.tsx';
export { paths } from './paths.ts';
export { JobState } from './print-jobs/job-state.tsx';
export { JobsInDoubt, needsPerson } from './print-jobs/jobs-in-doubt.tsx';
export { JobsOnTheWay } from './print-jobs/jobs-on-the-way.tsx';
export { useTicketJob } from './print-jobs/use-ticket-job.ts';
export { ProgressWithStop } from './progress-with-stop.tsx';
export { QrImage } from './qr-image.tsx';
export { RecoveryKeyStep } from './recovery-key/recovery-key-step.tsx';
export { dossierCodeIn, looksLikeReceipt, searchedFor } from './scan/receipt-text.ts';
export { ScanSink } from './scan/scan-sink.tsx';
export { asScannedInto, isTextTarget, takeFieldSnapshot, typeInto } from './scan/text-target.ts';
export { ticketScans } from './scan/ticket-scans.ts';
export { type ScannedReceipt, scannedReceiptOf, useOpenReceipt } from './scan/use-open-receipt.ts';
export { useScanner } from './scan/use-scanner.ts';
export { Section } from './section.tsx';
export { StateBadge, type Tone, ToneIcon } from './state-badge.tsx';
export { UiProvider } from './ui-provider.tsx';
export { useDraftOf } from './use-draft-of.ts';
