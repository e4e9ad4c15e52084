import { officeTimestamp } from '#shared/base/index.ts';
import { type AnswerFile, findAnswerFile, keepAnswerFile, listAnswerFiles } from '../answer-files.ts';
import { listRequests, rejectRequest, type WaitingRequest } from '../enrol/index.ts';
import { approveFile, importFile } from '../files.ts';
import { type Imported, importedInWords } from '../imported.ts';
import { MAX_STICK_FORM_BYTES } from './forms.ts';
import type { AdminPages, Visit } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { ADMIN, csrf, notice, table } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { sendFile } from './send.ts';
import { time } from './texts.ts';

const PAGE = `${ADMIN}/tep`;
/** What came of a file, in the words of the audit page. */
const OUTCOMES: Record<Exclude<Imported['kind'], 'refused'>, string> = {
  waiting: 'Yêu cầu ghép, chờ so dấu vân tay',
  enrolled: 'Yêu cầu ghép đã duyệt từ trước, trả lời lại',
  answered: 'Đã nhập và trả lời',
  unanswered: 'Đã nhập, không trả lời được',
};
/** How many groups of the fingerprint's end are typed as they are heard. */
const HEARD_GROUPS = 2;

/** Files that come by stick: taking them in, letting offices in by their fingerprint, and giving answers. */
export function registerFiles(pages: AdminPages, { province }: PagesPorts): void {
  const { sql, clock } = province;

  pages.get('/tep', async (visit) => page(visit, null));

  pages.post('/tep', take, { bodyLimit: MAX_STICK_FORM_BYTES });

  async function take(visit: Visit) {
    const file = await visit.fields.file('file');
    if (file === undefined)
      return page(
        visit,
        notice('bad', 'Chưa chọn tệp, hoặc tệp rỗng (0 byte). Hãy chọn tệp trên USB rồi bấm lại.'),
        400,
      );
    const imported = await importFile(province, file.bytes);
    await visit.note(
      'file-taken',
      subjectOf(imported),
      imported.kind === 'refused'
        ? `Từ chối (${imported.code}): ${imported.message}`
        : OUTCOMES[imported.kind],
    );
    switch (imported.kind) {
      case 'waiting':
        return visit.go(`${PAGE}/yeu-cau/${imported.request.id}`);
      case 'refused':
        return page(visit, await refusedNotice(imported), 400);
      case 'enrolled':
        return page(
          visit,
          await answerNotice(
            imported.office,
            'Cơ quan này đã được duyệt.',
            imported.answer,
            imported.fingerprint,
          ),
        );
      case 'unanswered':
        return page(visit, notice('attention', imported.message));
      case 'answered':
        return page(visit, await answerNotice(imported.office, importedInWords(imported), imported.answer));
    }
  }

  pages.getOwn('/tep/tra-loi/:id', async (visit) => {
    const file = await findAnswerFile(province, visit.parameter('id'));
    if (file === undefined) {
      return page(
        visit,
        notice('bad', 'Tệp trả lời không còn. Hãy nhập lại tệp của trạm: câu trả lời như cũ.'),
        404,
      );
    }
    await visit.note('file-given', file.office ?? '', file.name);
    return sendFile(visit.reply, file.name, 'application/octet-stream', file.bytes);
  });

  pages.get('/tep/yeu-cau/:id', async (visit) => {
    const request = await waitingRequest(visit.parameter('id'));
    if (request === undefined)
      return page(visit, notice('attention', 'Yêu cầu này đã được quyết định.'), 404);
    return showRequest(visit, request, null);
  });

  pages.post('/tep/yeu-cau/:id', async (visit) => {
    const request = await waitingRequest(visit.parameter('id'));
    if (request === undefined)
      return page(visit, notice('attention', 'Yêu cầu này đã được quyết định.'), 404);
    if (visit.fields.text('decision') === 'reject') {
      await rejectRequest({ sql, clock }, request.id);
      await visit.note('office-refused', request.office, request.name);
      return page(visit, notice('good', `Đã từ chối yêu cầu của ${request.name}.`));
    }
    if (digitsOf(visit.fields.text('heard')) !== digitsOf(endOf(request.fingerprint))) {
      return showRequest(
        visit,
        request,
        'Các số nghe được không khớp. Không duyệt; hãy gọi lại trạm theo số điện thoại đã biết và so từ đầu.',
      );
    }
    const record = visit.fields.text('record');
    const approved = await approveFile(province, {
      id: request.id,
      compared: request.fingerprint,
      record: record === '' ? null : record,
    });
    if (!approved.ok) return showRequest(visit, request, approved.message);
    await visit.note('office-approved', approved.office, request.name);
    return page(
      visit,
      await answerNotice(approved.office, `Đã duyệt ${request.name}.`, approved.answer, approved.fingerprint),
    );
  });

  async function waitingRequest(id: string): Promise<WaitingRequest | undefined> {
    return (await listRequests(sql, 'waiting')).find((request) => request.id === id);
  }

  async function showRequest(visit: Visit, request: WaitingRequest, error: string | null) {
    const invited = await sql.query<{ id: string; name: string }>(
      `select id, name from offices where state = 'invited' order by name`,
    );
    return visit.show(
      'Yêu cầu ghép',
      'tep',
      requestPage({
        request,
        invited,
        token: csrf(visit.session),
        error,
        decides: visit.session.role === 'administrator',
      }),
      error === null ? 200 : 400,
    );
  }

  async function page(visit: Visit, top: Html | null, status = 200) {
    const waiting = await listRequests(sql, 'waiting');
    const answers = await listAnswerFiles(province);
    return visit.show(
      'Tệp USB',
      'tep',
      filesPage({
        top,
        waiting,
        answers,
        token: csrf(visit.session),
        isAdministrator: visit.session.role === 'administrator',
      }),
      status,
    );
  }

  async function answerNotice(
    office: string,
    text: string,
    bytes: Uint8Array,
    fingerprint: string | null = null,
  ): Promise<Html> {
    const id = await keepAnswerFile(province, { office, what: text, bytes });
    return html`${notice('good', text)}<div class="card"><p><a class="button" href="${PAGE}/tra-loi/${id}">Tải tệp trả lời</a></p>
${
  fingerprint === null
    ? html`<p>Chép tệp vào USB, đưa về trạm. Ở trạm: <b>Hộp gửi đi → USB → Nhập tệp trả lời</b>. Từ lúc đó trạm biết bản ghi nào tỉnh đã nhận.</p>`
    : html`<p>Chép tệp vào USB, đưa về trạm. Ở trạm: <b>Quản trị → Kết nối với tỉnh</b>, bước <b>Nhập tệp trả lời</b>.</p><h3>Đọc cho trạm dấu vân tay của tỉnh</h3><p>Trạm hiện dấu vân tay này khi nhập tệp; hai bên phải giống nhau.</p><p class="fingerprint mono">${fingerprint}</p>`
}</div>`;
  }

  async function refusedNotice(imported: Extract<Imported, { kind: 'refused' }>): Promise<Html> {
    const said = notice('bad', `Không nhận tệp này, không có gì thay đổi. ${imported.message}`);
    if (imported.answer === null) return said;
    const id = await keepAnswerFile(province, {
      office: null,
      what: `Từ chối: ${imported.message}`,
      bytes: imported.answer,
    });
    return html`${said}<p><a href="${PAGE}/tra-loi/${id}">Tải câu trả lời có chữ ký của tỉnh</a> để trạm biết lý do.</p>`;
  }
}

function filesPage(view: {
  top: Html | null;
  waiting: readonly WaitingRequest[];
  answers: readonly AnswerFile[];
  token: Html;
  isAdministrator: boolean;
}): Html {
  return html`<h1>Tệp USB</h1>
${view.top}
${
  view.isAdministrator &&
  html`<form class="card" method="post" action="${PAGE}" enctype="multipart/form-data">${view.token}
<div class="row"><label for="file">Tệp từ trạm</label><p class="hint" id="file-hint">Tệp gửi dữ liệu hoặc tệp xin ghép, đuôi .tmc. Nhập lại một tệp cũ không làm gì thêm.</p>
<input id="file" name="file" type="file" aria-describedby="file-hint" required></div>
<button>Nhập tệp</button></form>`
}
<section class="card"><h2>Yêu cầu ghép đang chờ</h2>${
    view.waiting.length === 0
      ? html`<p>Không có yêu cầu nào. Trạm không có mạng gửi tệp xin ghép trên USB; tệp nhập ở trên.</p>`
      : table(
          'Yêu cầu ghép đang chờ',
          ['Cơ quan', 'Mã', 'Đến lúc'],
          view.waiting.map((request): Part[] => [
            html`<th scope="row"><a href="${PAGE}/yeu-cau/${request.id}">${request.name}</a></th>`,
            html`<span class="mono">${request.agencyCode}</span>`,
            time(officeTimestamp(request.arrivedAt)),
          ]),
        )
  }</section>
<section class="card"><h2>Tệp trả lời trong 7 ngày</h2>${
    view.answers.length === 0
      ? html`<p>Chưa có. Mỗi tệp nhập vào có một tệp trả lời để đưa về trạm.</p>`
      : table(
          'Tệp trả lời trong 7 ngày',
          ['Tệp', 'Cơ quan', 'Lúc', 'Nội dung'],
          view.answers.map((file): Part[] => [
            view.isAdministrator ? html`<a href="${PAGE}/tra-loi/${file.id}">${file.name}</a>` : file.name,
            file.office ?? '–',
            time(file.createdAt),
            file.what,
          ]),
        )
  }</section>`;
}

function requestPage(view: {
  request: WaitingRequest;
  invited: readonly { id: string; name: string }[];
  token: Html;
  error: string | null;
  decides: boolean;
}): Html {
  const { request } = view;
  return html`<p><a href="${PAGE}">← Tệp USB</a></p><div class="narrow"><h1>Yêu cầu ghép: ${request.name}</h1>
${view.error !== null && notice('bad', view.error)}
${request.known && notice('attention', 'Cơ quan này đã ghép trước đây. Duyệt là thay khóa cũ bằng khóa mới.')}
<dl class="facts"><dt>Cơ quan</dt><dd>${request.name}</dd><dt>Mã cơ quan</dt><dd class="mono">${request.agencyCode}</dd>
<dt>Đến lúc</dt><dd>${time(officeTimestamp(request.arrivedAt))}</dd></dl>
<section class="card"><h2>So dấu vân tay qua điện thoại</h2>
<p>Gọi trạm theo số điện thoại đã biết (không theo số ghi trong tệp). Nhờ trạm đọc dấu vân tay trên màn hình của họ; so từng nhóm với dòng dưới đây.</p>
<p class="fingerprint mono">${startOf(request.fingerprint)} <span class="hide">và các nhóm cuối do trạm đọc:</span><span aria-hidden="true">${'····· '.repeat(HEARD_GROUPS)}</span></p>
${
  view.decides &&
  html`<form method="post" action="${PAGE}/yeu-cau/${request.id}">${view.token}
<div class="row"><label for="heard">${HEARD_GROUPS} nhóm số cuối, nghe trạm đọc</label>
<input class="short mono" id="heard" name="heard" inputmode="numeric" autocomplete="off" required></div>
${
  view.invited.length > 0 &&
  !request.known &&
  html`<div class="row"><label for="record">Là cơ quan đã mời</label>
<select id="record" name="record"><option value="">Cơ quan mới</option>${view.invited.map(
    ({ id, name }) =>
      html`<option value="${id}"${name === request.name ? html` selected` : null}>${name}</option>`,
  )}</select></div>`
}
<button name="decision" value="approve">Hai bên giống nhau: duyệt</button>
<button class="danger" name="decision" value="reject" formnovalidate>Từ chối</button></form>`
}</section></div>`;
}

function subjectOf(imported: Imported): string {
  switch (imported.kind) {
    case 'waiting':
      return imported.request.office;
    case 'refused':
      return '';
    default:
      return imported.office;
  }
}

const groups = (text: string): string[] => text.split(/\s+/).filter((group) => group !== '');
const endOf = (text: string): string => groups(text).slice(-HEARD_GROUPS).join(' ');
const startOf = (text: string): string => groups(text).slice(0, -HEARD_GROUPS).join(' ');
const digitsOf = (text: string): string => text.replace(/\D/g, '');
