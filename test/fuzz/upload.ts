import type { Province } from '#main/province/index.ts';
import { LineBroken, type UploadCall, UploadRefused } from '#office/exchange/index.ts';

/** What befalls a piece of a file on its way. */
export type Fate = 'arrives' | 'lost' | 'answer-lost' | 'hurt';

const PIECE_BYTES = 900;
/** As the protocol says it. */
const STATUS: Readonly<Record<string, number>> = {
  gone: 404,
  'other-offset': 409,
  'other-hash': 460,
  'too-large': 413,
  'not-wanted': 403,
};

/**
 * Sends a file as the line does (tus), to the province's own store of files: from where it stands there, piece by piece,
 * until a piece is lost. Rejects with LineBroken and UploadRefused, as the line.
 */
export async function uploadThrough(province: Province, call: UploadCall, fate: () => Fate): Promise<void> {
  const office = await province.findOfficeOfToken(await call.token());
  if (office === undefined) throw new UploadRefused(401);
  try {
    await send(province, office, call, fate);
  } catch (error) {
    const trouble = error instanceof Error && 'trouble' in error ? String(error.trouble) : '';
    const status = STATUS[trouble];
    throw status === undefined ? error : new UploadRefused(status);
  }
}

async function send(province: Province, office: string, call: UploadCall, fate: () => Fate): Promise<void> {
  const { attachments } = province;
  const id = await begun(province, office, call);
  let offset = (await attachments.find(id))?.offset ?? 0;
  if (offset === call.bytes.length) await attachments.finish(id);
  while (offset < call.bytes.length) {
    if (call.signal.aborted) throw new LineBroken('stopped');
    const what = fate();
    if (what === 'lost') throw new LineBroken('cut');
    const piece = call.bytes.slice(offset, offset + PIECE_BYTES);
    if (what === 'hurt') piece[0] = (piece[0] ?? 0) ^ 1;
    offset = await attachments.append(id, offset, piece);
    // As the server does, whether or not its answer then arrives.
    if (offset === call.bytes.length) await attachments.finish(id);
    if (what === 'answer-lost') throw new LineBroken('cut');
    call.onSent(offset);
  }
}

/** The upload that goes on, or a new one where the province knows it no more. */
async function begun(province: Province, office: string, call: UploadCall): Promise<string> {
  const known = call.upload?.split('/').at(-1);
  if (known !== undefined && (await province.attachments.find(known))?.office === office) return known;
  const { length } = call.bytes;
  if (!(await province.wantsAttachment(office, call.sha256, length))) throw new UploadRefused(403);
  const { id } = await province.attachments.begin(office, call.sha256, length);
  call.onBegun(`${call.endpoint}/${id}`);
  return id;
}
