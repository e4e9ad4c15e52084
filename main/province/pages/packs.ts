import { createHash } from 'node:crypto';
import { officeDate, officeTimestamp } from '#shared/base/index.ts';
import { parsePlainDate } from '#shared/calendar/index.ts';
import { PackKind } from '#shared/exchange/index.ts';
import {
  findNewest,
  listPacks,
  nextVersion,
  type PackDifference,
  type PackItem,
  packDifferences,
  publishPack,
  readPackContent,
} from '../packs/index.ts';
import { type Fields, MAX_PACK_FORM_BYTES } from './forms.ts';
import type { AdminPages, Visit } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { ADMIN, badge, csrf, figure, figureHead, notice, table } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { day, number, time } from './texts.ts';

const PAGE = `${ADMIN}/goi`;
/** Drafts nobody published are forgotten after this long. */
const KEPT_MS = 30 * 86_400_000;
/** Differences shown one by one; beyond, how many more there are. */
const MOST_SHOWN = 300;

const KINDS: Readonly<Record<PackKind, string>> = {
  catalogue: 'Danh mục thủ tục',
  calendar: 'Lịch làm việc, ngày nghỉ',
  forms: 'Mẫu giấy',
};

/** What a first version does at the counters, which had the shipped data until then. */
const FIRST: Readonly<Record<PackKind, string>> = {
  catalogue:
    'Từ ngày hiệu lực, trạm chỉ còn tiếp nhận thủ tục có trong gói, thay cho danh mục đi kèm chương trình.',
  calendar: 'Từ ngày hiệu lực, trạm tính hạn theo đúng gói này, thay cho lịch đi kèm chương trình.',
  forms:
    'Từ ngày hiệu lực, trạm in theo mẫu trong gói; loại giấy mà gói không có thì vẫn in theo mẫu đi kèm.',
};

type Draft = {
  id: string;
  kind: string;
  title: string;
  effective_from: string;
  source: string;
  content: string;
};

/** Publishing packs: uploaded, compared with the version before, and only then signed for ever. */
export function registerPacks(pages: AdminPages, { province }: PagesPorts): void {
  const { sql, clock, ids } = province;

  pages.get('/goi', (visit) => list(visit, null, EMPTY_PACK));

  pages.post('/goi', keepDraft, { bodyLimit: MAX_PACK_FORM_BYTES });

  async function keepDraft(visit: Visit) {
    const typed = typedPack(visit.fields);
    const error = refusalOf(typed);
    if (error !== null) return list(visit, error, typed, 400);
    const file = await visit.fields.file('file');
    if (file === undefined) return list(visit, 'Chưa chọn tệp. Hãy chọn tệp JSON rồi bấm lại.', typed, 400);
    const raw = parseJson(file.bytes);
    if (raw === undefined) return list(visit, 'Tệp không phải JSON. Hãy chọn đúng tệp.', typed, 400);
    const read = readPackContent(PackKind.parse(typed.kind), raw);
    if (!read.ok) return list(visit, read.error, typed, 400);
    await sql.query('delete from pack_drafts where created_at < $1', [
      officeTimestamp(clock.now() - KEPT_MS),
    ]);
    const id = ids.id();
    await sql.query(
      `insert into pack_drafts (id, person, kind, title, effective_from, source, content, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        visit.session.personId,
        typed.kind,
        typed.title,
        typed.effectiveFrom,
        typed.source,
        JSON.stringify(read.value.content),
        officeTimestamp(clock.now()),
      ],
    );
    return visit.go(`${PAGE}/xem/${id}`);
  }

  pages.getOwn('/goi/xem/:id', async (visit) => {
    const draft = await findDraft(visit.parameter('id'));
    return draft === undefined ? gone(visit) : preview(visit, draft, null);
  });

  pages.post('/goi/xem/:id', async (visit) => {
    const draft = await findDraft(visit.parameter('id'));
    if (draft === undefined) return gone(visit);
    const published = await publishPack(
      {
        sql,
        clock,
        provinceId: province.id,
        sign: (payload) => province.sign(payload),
        sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
      },
      {
        kind: PackKind.parse(draft.kind),
        title: draft.title,
        effectiveFrom: draft.effective_from,
        source: draft.source,
        content: JSON.parse(draft.content),
        by: visit.session.name,
      },
    );
    if (!published.ok) return preview(visit, draft, published.error);
    const { kind, version, sha256 } = published.value;
    await visit.note('pack-published', `${kind} ${version}`, `${draft.title} ${sha256}`);
    await sql.query('delete from pack_drafts where id = $1', [draft.id]);
    return visit.go(`${PAGE}?xong=${kind}.${version}`);
  });

  async function findDraft(id: string): Promise<Draft | undefined> {
    const [draft] = await sql.query<Draft>(
      'select id, kind, title, effective_from, source, content from pack_drafts where id = $1',
      [id],
    );
    return draft;
  }

  async function list(visit: Visit, error: string | null, typed: TypedPack, status = 200) {
    const packs = await listPacks(sql);
    const today = officeDate(clock.now());
    const done = packs.find(({ kind, version }) => `${kind}.${version}` === visit.query('xong'));
    const inForce = (kind: PackKind) =>
      packs.find((pack) => pack.kind === kind && pack.effectiveFrom <= today)?.version;
    return visit.show(
      'Gói dữ liệu',
      'goi',
      html`<h1>Gói dữ liệu</h1>
${done !== undefined && notice('good', `Đã công bố ${KINDS[done.kind].toLowerCase()} bản ${done.version}. Trạm nhận được ở lần liên lạc tới.`)}
<section class="card"><h2>Đã công bố</h2>${
        packs.length === 0
          ? html`<p>Chưa có gói nào. Các trạm dùng danh mục, lịch và mẫu đi kèm chương trình.</p>`
          : table(
              'Gói đã công bố',
              [
                'Loại',
                figureHead('Bản'),
                'Tên và nguồn',
                'Hiệu lực từ',
                'Trạng thái',
                'Công bố',
                figureHead('Dung lượng'),
              ],
              packs.map((pack): Part[] => [
                KINDS[pack.kind],
                figure(String(pack.version)),
                html`${pack.title}${pack.source !== '' && html`<br><span class="dim">${pack.source}</span>`}`,
                day(pack.effectiveFrom),
                pack.effectiveFrom > today
                  ? badge('neutral', 'chưa tới ngày')
                  : pack.version === inForce(pack.kind)
                    ? badge('good', 'đang dùng')
                    : badge('neutral', 'đã thay'),
                html`${time(pack.publishedAt)}<br><span class="dim">${pack.publishedBy}</span>`,
                figure(`${number(Math.ceil(pack.bytes / 1024))} kB`),
              ]),
            )
      }</section>
${visit.session.role === 'administrator' && uploadForm(typed, error, csrf(visit.session))}`,
      status,
    );
  }

  async function preview(visit: Visit, draft: Draft, error: string | null) {
    const kind = PackKind.parse(draft.kind);
    const read = readPackContent(kind, JSON.parse(draft.content));
    const items = read.ok ? read.value.items : [];
    const before = await findNewest(sql, kind);
    const version = (read.ok ? read.value.version : null) ?? (await nextVersion(sql, kind));
    return visit.show(
      'Xem trước khi công bố',
      'goi',
      html`<p><a href="${PAGE}">← Gói dữ liệu</a></p><h1>Xem trước khi công bố</h1>
${error !== null && notice('bad', error)}
${before === undefined && notice('attention', `Đây là bản đầu tiên của tỉnh. ${FIRST[kind]} Hãy xem gói đã đủ chưa.`)}
<section class="card"><dl class="facts"><dt>Loại</dt><dd>${KINDS[kind]}, bản ${version}</dd><dt>Tên</dt><dd>${draft.title}</dd>
<dt>Hiệu lực từ</dt><dd>${day(draft.effective_from)}</dd><dt>Nguồn</dt><dd>${draft.source}</dd><dt>Gồm</dt><dd>${number(items.length)} mục</dd></dl>
<p>Công bố xong thì không sửa, không rút được: muốn đổi phải công bố bản sau. Hồ sơ đang mở ở trạm giữ bản cũ.</p>
<form method="post" action="${PAGE}/xem/${draft.id}">${csrf(visit.session)}<button>Ký và công bố</button> <a class="button second" href="${PAGE}">Để sau</a></form></section>
<section class="card"><h2>Khác với bản trước</h2>${before === undefined ? NONE_BEFORE : differences(before, items)}</section>`,
      error === null ? 200 : 400,
    );
  }

  function gone(visit: Visit) {
    const content = html`<h1>Không có bản nháp này</h1><p>Có thể đã công bố. Hãy xem <a href="${PAGE}">danh sách gói</a>.</p>`;
    return visit.show('Không có bản nháp này', 'goi', content, 404);
  }
}

type TypedPack = { kind: string; title: string; effectiveFrom: string; source: string };
const EMPTY_PACK: TypedPack = { kind: 'catalogue', title: '', effectiveFrom: '', source: '' };

function typedPack(fields: Fields): TypedPack {
  return {
    kind: fields.text('kind'),
    title: fields.text('title').slice(0, 200),
    effectiveFrom: fields.text('effectiveFrom'),
    source: fields.text('source').slice(0, 1000),
  };
}

function refusalOf({ kind, title, effectiveFrom, source }: TypedPack): string | null {
  if (!PackKind.safeParse(kind).success) return 'Chưa chọn loại gói. Hãy chọn trong danh sách.';
  if (title === '') return 'Chưa có tên gói. Hãy ghi tên để trạm nhận ra.';
  if (parsePlainDate(effectiveFrom) === undefined) return 'Chưa có ngày hiệu lực. Hãy chọn ngày.';
  if (source === '') return 'Chưa có nguồn. Hãy ghi quyết định, ngày ban hành mà gói này theo.';
  return null;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function uploadForm(typed: TypedPack, error: string | null, token: Html): Html {
  return html`<section class="card"><h2>Công bố bản mới</h2>
${error !== null && notice('bad', error)}
<form method="post" action="${PAGE}" enctype="multipart/form-data">${token}
<div class="row"><label for="kind">Loại</label><select id="kind" name="kind">${Object.entries(KINDS).map(
    ([kind, label]) =>
      html`<option value="${kind}"${kind === typed.kind ? html` selected` : null}>${label}</option>`,
  )}</select></div>
<div class="row"><label for="title">Tên</label><input id="title" name="title" value="${typed.title}" maxlength="200" required></div>
<div class="row"><label for="effectiveFrom">Hiệu lực từ ngày</label><input class="short" id="effectiveFrom" name="effectiveFrom" type="date" value="${typed.effectiveFrom}" required></div>
<div class="row"><label for="source">Nguồn</label><p class="hint" id="source-hint">Quyết định, ngày ban hành; trạm hiện dòng này khi so sánh.</p>
<textarea id="source" name="source" rows="2" maxlength="1000" aria-describedby="source-hint" required>${typed.source}</textarea></div>
<div class="row"><label for="file">Tệp JSON</label><p class="hint" id="file-hint">Tệp do người làm dữ liệu của tỉnh soạn. Danh mục: theo tệp resources/catalog/catalogue-1.json của chương trình, version từ 2. Lịch, mẫu: một danh sách [ … ] gồm nội dung mọi tệp trong resources/calendars, resources/forms.</p>
<input id="file" name="file" type="file" accept=".json,application/json" aria-describedby="file-hint" required></div>
<button>Xem trước</button></form></section>`;
}

const CHANGES = {
  added: ['good', 'thêm'],
  removed: ['bad', 'bỏ'],
  changed: ['attention', 'đổi'],
} as const;

const NONE_BEFORE = html`<p>Chưa có bản nào trước đó ở máy chủ này. Mỗi trạm so với bộ kèm chương trình và liệt kê chỗ khác cho quản trị của trạm.</p>`;

function differences(before: NonNullable<Awaited<ReturnType<typeof findNewest>>>, items: PackItem[]): Html {
  if (before.items === null)
    return html`<p>Bản ${before.version} không đọc được theo quy tắc của phiên bản chương trình này, nên không so được. Hãy xem gói mới đã đủ chưa.</p>`;
  const found = packDifferences(before.items, items);
  if (found.length === 0) return html`<p>Không khác gì bản trước.</p>`;
  const count = (change: PackDifference['change']) => found.filter((one) => one.change === change).length;
  const rows = found.slice(0, MOST_SHOWN).map((one): Part[] => {
    const [tone, label] = CHANGES[one.change];
    return [badge(tone, label), one.label, html`<span class="mono">${one.fields.join(', ')}</span>`];
  });
  return html`<p>Thêm ${number(count('added'))}, đổi ${number(count('changed'))}, bỏ ${number(count('removed'))}.</p>
${table('Khác với bản trước', ['', 'Mục', 'Phần đổi'], rows)}
${found.length > MOST_SHOWN && html`<p>Và ${number(found.length - MOST_SHOWN)} mục nữa.</p>`}`;
}
