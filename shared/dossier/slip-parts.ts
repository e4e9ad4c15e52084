import { z } from 'zod';
import { WellFormedText } from './receive.ts';

/**
 * The two papers that end a visit without a reception: a request for supplement (mẫu 02, phiếu yêu cầu bổ sung, hoàn
 * thiện hồ sơ) and a refusal (mẫu 03, phiếu từ chối tiếp nhận giải quyết hồ sơ). NĐ 61/2018 art. 17(1), the model of
 * NĐ 118/2025 art. 17.
 */
export const SlipKind = z.enum(['supplement', 'refusal']);
export type SlipKind = z.infer<typeof SlipKind>;

/** One thing that is missing or wrong. All of them are named at once (NĐ 61/2018 art. 15(3)). */
export const Gap = z.object({
  /** Id of the requirement in the catalogue; null for what the clerk wrote ("Tờ khai chưa ký tên"). */
  requirementId: WellFormedText.max(100).nullable(),
  text: WellFormedText.min(1).max(1000),
  originals: z.int().min(0).max(999),
  copies: z.int().min(0).max(999),
});
export type Gap = z.infer<typeof Gap>;

/** What the office prints of a dossier. */
export const PaperKind = z.enum(['receipt', 'supplement-slip', 'refusal-slip']);
export type PaperKind = z.infer<typeof PaperKind>;

/** Which paper tells of a dossier. */
export function paperKindOf(dossier: { slip?: { kind: SlipKind } | undefined }): PaperKind {
  if (dossier.slip === undefined) return 'receipt';
  return dossier.slip.kind === 'supplement' ? 'supplement-slip' : 'refusal-slip';
}
