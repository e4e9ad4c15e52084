/** Files that entries name: uploads that can be gone on with, and what became of them. */
export {
  type Attachments,
  createAttachments,
  UploadRefused,
  type UploadState,
  type UploadTrouble,
} from './keep.ts';
