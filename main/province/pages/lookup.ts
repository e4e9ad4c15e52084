import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { officeMinute } from '#shared/base/index.ts';
import { DossierState, describeState, normaliseCode, parseCheckValue } from '#shared/dossier/index.ts';
import { addressGroup } from '../rates/index.ts';
import { checkHash } from '../receive/index.ts';
import { LOOKUP_PATH, provinceName, readSettings } from '../settings.ts';
import type { Sql } from '../store/index.ts';
import { textIn } from './guard.ts';
import { type Html, html } from './html.ts';
import { notice, publicPage } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { sendPage } from './send.ts';
import { type Language, type Say, sayIn, time } from './texts.ts';

/** Twenty at once from one address, then one in ten seconds: an office or a café shares one address. */
const LOOKUP_RATE = { burst: 20, everyMs: 10_000 } as const;
/** Of one code, whoever asks: a check value of 40 bits is not found at this speed. */
const CODE_RATE = { burst: 10, everyMs: 60_000 } as const;

/** What the look-up tells: no name, no procedure, nothing of the person; whoever asks holds the receipt anyway. */
export type LookedUp = {
  code: string;
  office: string;
  state: DossierState;
  isCancelled: boolean;
  /** `YYYY-MM-DDTHH:mm`; null: none was promised. */
  dueAt: string | null;
  finishedAt: string | null;
};

/**
 * Finds a dossier by its code and check value. One statement and one comparison, whether or not there is such a code:
 * neither the answer nor its time tells which of the two was wrong.
 */
export async function lookUp(sql: Sql, code: string, check: string): Promise<LookedUp | undefined> {
  const [row] = await sql.query<{
    id: string;
    code: string;
    check_hash: string | null;
    state: string;
    cancelled: boolean;
    due_at: string | null;
    finished_at: string | null;
    office: string;
  }>(
    `select d.id, d.code, d.check_hash, d.state, d.cancelled, d.due_at, d.finished_at, o.name as office
     from (select 1) one
     left join dossier_codes c on c.code_key = $1
     left join dossiers d on d.id = c.dossier
     left join offices o on o.id = d.office`,
    [normaliseCode(code)],
  );
  const parsed = parseCheckValue(check);
  const known = row?.check_hash ?? NOBODY;
  const given = checkHash(row?.id ?? NOBODY.slice(0, 36), parsed.ok ? parsed.value : '', sha256);
  const fits = timingSafeEqual(digest(known), digest(given));
  if (row === undefined || !fits || row.check_hash === null) return undefined;
  return {
    code: row.code,
    office: row.office,
    state: DossierState.parse(row.state),
    isCancelled: row.cancelled,
    dueAt: row.due_at,
    finishedAt: row.finished_at,
  };
}

const NOBODY = 'f'.repeat(64);
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** The page to which the QR of a receipt leads. */
export function registerLookup(app: FastifyInstance, { province }: PagesPorts): void {
  const { sql, clock, rates } = province;

  app.get(LOOKUP_PATH, async (request, reply) => {
    const language: Language = textIn(request.query, 'lang') === 'en' ? 'en' : 'vi';
    const say = sayIn(language);
    const [code, check] = [textIn(request.query, 'ma').trim(), textIn(request.query, 'kt').trim()];
    const settings = await readSettings(sql);
    const title = say('Tra cứu hồ sơ', 'Look up a dossier');
    const show = async (content: Html, status = 200) =>
      sendPage(
        reply,
        publicPage({
          title,
          province: await provinceName(sql),
          language,
          self: addressOf(code, check),
          content: html`<div class="narrow"><h1>${title}</h1>${content}</div>`,
        }),
        status,
      );

    if (!settings.lookup.open) return show(closedText(say, settings.portal));
    const ground = html`<p class="dim">${say('Căn cứ mở tra cứu', 'Legal ground of this look-up')}: ${settings.lookup.ground}</p>`;
    const form = lookupForm(say, language, code, check);
    if (code === '' && check === '') return show(html`${form}${ground}`);
    const waits = [
      await rates.take('lookup', addressGroup(request.ip), LOOKUP_RATE),
      await rates.take('lookup-code', sha256(normaliseCode(code)).slice(0, 32), CODE_RATE),
    ];
    const wait = Math.max(...waits.map(({ waitSeconds }) => waitSeconds));
    if (wait > 0) {
      reply.header('retry-after', String(wait));
      const text = say(
        `Có quá nhiều lần tra cứu. Hãy chờ ${wait} giây rồi thử lại.`,
        `Too many look-ups. Please wait ${wait} seconds and try again.`,
      );
      return show(html`${notice('attention', text)}${form}${ground}`, 429);
    }
    const found = await lookUp(sql, code, check);
    if (found === undefined) {
      const text = say(
        'Không có hồ sơ nào khớp cả mã hồ sơ và mã kiểm tra. Hãy xem lại hai mã trên giấy tiếp nhận; hồ sơ vừa nộp có thể chưa được gửi về tỉnh.',
        'No dossier matches both the code and the check value. Please check both on your receipt; a dossier received just now may not have reached the province yet.',
      );
      return show(html`${notice('attention', text)}${form}${ground}`, 404);
    }
    return show(html`${resultText(say, language, found, officeMinute(clock.now()))}${form}${ground}`);
  });
}

function addressOf(code: string, check: string): string {
  if (code === '' && check === '') return LOOKUP_PATH;
  return `${LOOKUP_PATH}?${new URLSearchParams({ ma: code, kt: check })}`;
}

function closedText(say: Say, portal: string): Html {
  return html`<div class="card"><p>${say(
    'Theo Nghị định 118/2025/NĐ-CP (được Nghị định 309/2026/NĐ-CP sửa), hồ sơ được tra cứu trên Cổng dịch vụ công quốc gia.',
    'By Decree 118/2025/NĐ-CP (as amended by Decree 309/2026/NĐ-CP) dossiers are looked up on the national public service portal.',
  )}</p><p><a class="button" href="${portal}" rel="noreferrer">${say('Mở Cổng dịch vụ công quốc gia', 'Open the national portal')}</a></p>
<p>${say(
    'Tỉnh chưa mở trang tra cứu riêng. Cần hỏi thêm, hãy mang giấy tiếp nhận đến nơi đã nộp hồ sơ.',
    'The province has opened no look-up of its own. For questions please bring your receipt to the office that gave it.',
  )}</p></div>`;
}

function lookupForm(say: Say, language: Language, code: string, check: string): Html {
  return html`<form class="card" method="get" action="${LOOKUP_PATH}">
${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<div class="row"><label for="ma">${say('Mã hồ sơ', 'Dossier code')}</label><p class="hint" id="ma-hint">${say('Dòng mã trên giấy tiếp nhận, ví dụ H44.24.15-261122-0001', 'As on the receipt, e.g. H44.24.15-261122-0001')}</p>
<input id="ma" name="ma" class="mono" value="${code}" maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="ma-hint" required></div>
<div class="row"><label for="kt">${say('Mã kiểm tra', 'Check value')}</label><p class="hint" id="kt-hint">${say('8 ký tự dưới mã QR trên giấy tiếp nhận, ví dụ 7KQ2-M9XD', 'Eight characters below the QR code on the receipt, e.g. 7KQ2-M9XD')}</p>
<input id="kt" name="kt" class="mono short" value="${check}" maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="kt-hint" required></div>
<button>${say('Tra cứu', 'Look up')}</button></form>`;
}

/** The state in words for whoever waits; past the promised time what to do then, for whether a result is late nobody here knows. */
function resultText(say: Say, language: Language, found: LookedUp, now: string): Html {
  const state = describeState(found.state);
  const label = found.isCancelled ? say('Đã hủy', 'Cancelled') : state.label[language];
  const isSolved = found.finishedAt !== null || state.group === 'handled';
  const isWaiting = state.group === 'paused';
  const isDue = !found.isCancelled && !isSolved && !isWaiting && found.dueAt !== null && now >= found.dueAt;
  return html`<section class="card" aria-live="polite"><p class="dim mono">${found.code}</p>
<p class="result">${label}</p>
<dl class="facts"><dt>${say('Nơi nhận hồ sơ', 'Received by')}</dt><dd>${found.office}</dd>
<dt>${say('Hẹn trả kết quả', 'Due')}</dt><dd>${found.dueAt === null ? say('không có ngày hẹn', 'no date') : time(found.dueAt)}</dd></dl>
${isDue && notice('attention', say('Đã đến giờ hẹn trả; tỉnh chưa có báo kết quả, nhưng kết quả có thể đã sẵn sàng. Hãy mang giấy tiếp nhận đến nơi nhận hồ sơ để hỏi.', 'The promised time has come. No result was reported to the province, but it may be ready: please take your receipt to the receiving office and ask.'))}
${isWaiting && !found.isCancelled && notice('attention', say('Đang chờ bạn: hãy xem phiếu yêu cầu đã nhận hoặc hỏi nơi nhận hồ sơ. Thời gian chờ không tính vào thời hạn.', 'Waiting for you: see the request you were given, or ask the receiving office. The time limit is paused.'))}
<p class="dim">${say('Theo thông tin trạm đã gửi về tỉnh.', 'As reported to the province by the receiving office.')}</p></section>`;
}
