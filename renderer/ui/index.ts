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
export { EntryReason } from './exchange/entry-reason.tsx';
export { ExchangeBadge, LineBadge } from './exchange/exchange-badge.tsx';
export {
  useExchangeErrorText,
  useExchangeLampText,
  useKindText,
  useReasonText,
} from './exchange/exchange-texts.ts';
export { EXCHANGE_TONES, exchangeTone, keptOf, LINE_TONES } from './exchange/exchange-tones.ts';
export { fileSizeText } from './exchange/file-size.ts';
export { LineWords } from './exchange/line-words.tsx';
export { SpokenFingerprint } from './exchange/spoken-fingerprint.tsx';
export { folderToUse } from './exchange/stick-choice.ts';
export { StickFiles } from './exchange/stick-files.tsx';
export { StickFolder } from './exchange/stick-folder.tsx';
export { StickLog } from './exchange/stick-log.tsx';
export { useExchangeOverview } from './exchange/use-exchange.ts';
export { useExchangeAction } from './exchange/use-exchange-action.ts';
export { useExchangeMarks } from './exchange/use-exchange-marks.ts';
export { useStickPlaces } from './exchange/use-stick-places.ts';
export { CollectFee } from './fee-receipts/collect-fee.tsx';
export { DossierReceipts } from './fee-receipts/dossier-receipts.tsx';
export { ReceiptBadge, useReceiptWords } from './fee-receipts/receipt-words.tsx';
export { useReceiptWrite } from './fee-receipts/use-fee-receipts.ts';
export { LongTextField, NUMBER_FIELD_LENGTH, PasswordField, TextField } from './field.tsx';
export { Fingerprint } from './fingerprint.tsx';
export { useOpener } from './focus/use-opener.ts';
export { foldOptions } from './fold-options.ts';
export { FormEnd } from './form-end.tsx';
export { KeyHint } from './key-hint.tsx';
export { KeyHelp } from './keys/key-help.tsx';
export { nextChosen } from './keys/next-chosen.ts';
export { KeyLayer, type UseKeyOptions, useKey } from './keys/use-key.tsx';
export { NoticeSpace } from './notices/notice-space.tsx';
export { forgetProblems, notifyDone, notifyProblem, notifyWhileTrue } from './notify.ts';
export { Page } from './page.tsx';
export { PaperView } from './paper/paper-view.tsx';
export { PdfDialog } from './paper/pdf-dialog.tsx';
export { paths } from './paths.ts';
export { findChosenPc, PcChoice } from './pc-choice.tsx';
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
export { AttachFiles } from './signing/attach-files.tsx';
export { BatchView } from './signing/batch-view.tsx';
export { CertificateFacts } from './signing/certificate-facts.tsx';
export { DocumentDialog } from './signing/document-dialog.tsx';
export { DocumentList } from './signing/document-list.tsx';
export { fullTitle, shortTitle } from './signing/document-names.ts';
export { DossierSigning, SignReceipt, useSignDialog } from './signing/dossier-signing.tsx';
export { FileDrop } from './signing/file-drop.tsx';
export { MadeSignatures } from './signing/made-signatures.tsx';
export { PinDialog } from './signing/pin-dialog.tsx';
export { PinBadge, PinDetail } from './signing/pin-words.tsx';
export { ReportView } from './signing/report-view.tsx';
export { LookAnew } from './signing/signer-choice.tsx';
export { issuerOf, ownerOf, signersOf, type TokenLamp, tokenLampOf } from './signing/signers.ts';
export { base64Of, uploadPdf } from './signing/upload-pdf.ts';
export { useTokens } from './signing/use-tokens.ts';
export { StateBadge, type Tone, ToneIcon } from './state-badge.tsx';
export { TicketNote } from './ticket-note.tsx';
export { UiProvider } from './ui-provider.tsx';
export { useDraftOf } from './use-draft-of.ts';
