import {
  AUDIT_ACTIONS,
  type AuditAction,
  createPerson,
  isOwnPassword,
  listAudit,
  listPeople,
  openSession,
  Role,
  setPassword,
  setRights,
} from '../people/index.ts';
import { setSessionCookie } from './cookies.ts';
import type { AdminPages, Visit } from './guard.ts';
import { type Html, html, type Part } from './html.ts';
import { ADMIN, badge, csrf, notice, table } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { day, time } from './texts.ts';

const PAGE = `${ADMIN}/nguoi-dung`;
const AT_ONCE = 100;
const ROLES: Readonly<Record<Role, string>> = { administrator: 'Quản trị viên', viewer: 'Chỉ xem' };
const DONE: Readonly<Record<string, string>> = {
  them: 'Đã thêm người dùng.',
  quyen: 'Đã đổi quyền. Phiên đang mở của người đó đã kết thúc.',
  'mat-khau': 'Đã đặt mật khẩu mới. Phiên đang mở của người đó đã kết thúc.',
};

/** Who may come in, one's own password, and what administrators did. */
export function registerPeople(pages: AdminPages, { province }: PagesPorts): void {
  const people = { sql: province.sql, clock: province.clock, ids: province.ids };

  pages.get('/nguoi-dung', (visit) => page(visit, null));

  pages.post('/nguoi-dung', async (visit) => {
    const { fields } = visit;
    const role = Role.safeParse(fields.text('role'));
    const made = await createPerson(people, {
      login: fields.text('login'),
      name: fields.text('name'),
      role: role.success ? role.data : 'viewer',
      password: fields.raw('password'),
    });
    if (!made.ok) return page(visit, made.error, 400);
    await visit.note('person-added', made.value.id, `${made.value.login} ${made.value.role}`);
    return visit.go(`${PAGE}?xong=them`);
  });

  pages.post('/nguoi-dung/:id/quyen', async (visit) => {
    const id = visit.parameter('id');
    const role = Role.safeParse(visit.fields.text('role'));
    const active = visit.fields.isOn('active');
    if (!role.success) return page(visit, 'Không có quyền này. Hãy chọn lại.', 400);
    const done = await setRights(people, id, { role: role.data, active });
    if (!done.ok) return page(visit, done.error, 400);
    await visit.note('rights-set', id, `${role.data}${active ? '' : ', ngừng'}`);
    return visit.go(`${PAGE}?xong=quyen`);
  });

  pages.post('/nguoi-dung/:id/mat-khau', async (visit) => {
    const id = visit.parameter('id');
    const done = await setPassword(people, id, visit.fields.raw('password'));
    if (!done.ok) return page(visit, done.error, 400);
    await visit.note('password-set', id);
    return visit.go(`${PAGE}?xong=mat-khau`);
  });

  pages.get('/toi', (visit) => own(visit, null));

  pages.post(
    '/toi',
    async (visit) => {
      const { session, fields, request, reply } = visit;
      const password = fields.raw('password');
      if (password !== fields.raw('again'))
        return own(visit, 'Hai lần nhập mật khẩu mới khác nhau. Hãy nhập lại.');
      if (!(await isOwnPassword(people, { login: session.login, password: fields.raw('present') }))) {
        return own(visit, 'Mật khẩu đang dùng không đúng. Hãy nhập lại.');
      }
      const done = await setPassword(people, session.personId, password);
      if (!done.ok) return own(visit, done.error);
      await visit.note('password-set', session.personId);
      setSessionCookie(request, reply, await openSession(people, session.personId));
      return visit.go(`${ADMIN}/toi?xong=mat-khau`);
    },
    { anyone: true },
  );

  pages.get('/nhat-ky', async (visit) => {
    const before = /^\d{1,9}$/.test(visit.query('truoc')) ? Number(visit.query('truoc')) : null;
    const lines = await listAudit(people, before, AT_ONCE);
    const last = lines.length === AT_ONCE ? lines.at(-1) : undefined;
    return visit.show(
      'Nhật ký',
      'nhat-ky',
      html`<h1>Nhật ký quản trị</h1><p class="dim">Mọi việc làm ở các trang này. Không ai sửa, xóa được.</p>
<div class="card">${table(
        'Nhật ký quản trị',
        ['Lúc', 'Người', 'Việc', 'Về', 'Chi tiết'],
        lines.map((line): Part[] => [
          time(line.at),
          line.name,
          AUDIT_ACTIONS[line.action as AuditAction] ?? line.action,
          html`<span class="mono">${line.subject}</span>`,
          line.detail,
        ]),
      )}</div>${last !== undefined && html`<p><a href="?truoc=${last.n}">Cũ hơn →</a></p>`}`,
    );
  });

  async function page(visit: Visit, error: string | null, status = 200) {
    const everybody = await listPeople(people);
    const done = DONE[visit.query('xong')];
    const isAdministrator = visit.session.role === 'administrator';
    const token = csrf(visit.session);
    return visit.show(
      'Người dùng',
      'nguoi-dung',
      html`<h1>Người dùng</h1>
${error !== null && notice('bad', error)}${done !== undefined && notice('good', done)}
<div class="card">${table(
        'Người dùng',
        [
          'Họ và tên',
          'Tên đăng nhập',
          'Quyền',
          'Trạng thái',
          'Từ ngày',
          ...(isAdministrator ? ['Việc'] : []),
        ],
        everybody.map((person): Part[] => [
          html`<th scope="row">${person.name}</th>`,
          html`<span class="mono">${person.login}</span>`,
          ROLES[person.role],
          person.active ? badge('good', 'hoạt động') : badge('neutral', 'ngừng'),
          day(person.createdAt),
          ...(isAdministrator ? [personForms(person, token)] : []),
        ]),
      )}</div>
${isAdministrator && addForm(visit, token)}`,
      status,
    );
  }

  function own(visit: Visit, error: string | null) {
    const isDone = visit.query('xong') === 'mat-khau';
    return visit.show(
      'Tài khoản của tôi',
      null,
      html`<div class="narrow"><h1>Tài khoản của tôi</h1>
${error !== null && notice('bad', error)}${isDone && notice('good', 'Đã đổi mật khẩu.')}
<dl class="facts"><dt>Họ và tên</dt><dd>${visit.session.name}</dd><dt>Tên đăng nhập</dt><dd class="mono">${visit.session.login}</dd><dt>Quyền</dt><dd>${ROLES[visit.session.role]}</dd></dl>
<form class="card" method="post" action="${ADMIN}/toi"><h2>Đổi mật khẩu</h2>${csrf(visit.session)}
<div class="row"><label for="present">Mật khẩu đang dùng</label><input id="present" name="present" type="password" autocomplete="current-password" required></div>
<div class="row"><label for="password">Mật khẩu mới</label><p class="hint" id="password-hint">Ít nhất 12 ký tự.</p><input id="password" name="password" type="password" autocomplete="new-password" aria-describedby="password-hint" required></div>
<div class="row"><label for="again">Nhập lại mật khẩu mới</label><input id="again" name="again" type="password" autocomplete="new-password" required></div>
<button>Đổi mật khẩu</button></form></div>`,
      error === null ? 200 : 400,
    );
  }
}

function personForms(person: { id: string; name: string; role: Role; active: boolean }, token: Html): Html {
  return html`<details><summary>Đổi<span class="hide"> ${person.name}</span></summary>
<form method="post" action="${PAGE}/${person.id}/quyen">${token}
<div class="row"><label for="role-${person.id}">Quyền</label><select id="role-${person.id}" name="role">${roleOptions(person.role)}</select></div>
<div class="row choice"><input type="checkbox" id="active-${person.id}" name="active"${person.active ? html` checked` : null}><label for="active-${person.id}">Được đăng nhập</label></div>
<button class="second">Lưu quyền</button></form>
<form method="post" action="${PAGE}/${person.id}/mat-khau">${token}
<div class="row"><label for="password-${person.id}">Mật khẩu mới</label><input id="password-${person.id}" name="password" type="password" autocomplete="new-password" required></div>
<button class="second">Đặt mật khẩu</button></form></details>`;
}

function roleOptions(present: Role): Part {
  return Role.options.map(
    (role) =>
      html`<option value="${role}"${role === present ? html` selected` : null}>${ROLES[role]}</option>`,
  );
}

function addForm({ fields }: Visit, token: Html): Html {
  return html`<section class="card"><h2>Thêm người dùng</h2><form method="post" action="${PAGE}">${token}
<div class="row"><label for="name">Họ và tên</label><input id="name" name="name" value="${fields.text('name')}" autocomplete="off" required></div>
<div class="row"><label for="login">Tên đăng nhập</label><input class="short mono" id="login" name="login" value="${fields.text('login')}" autocomplete="off" autocapitalize="none" required></div>
<div class="row"><label for="role">Quyền</label><p class="hint" id="role-hint">Người chỉ xem thấy số liệu và danh sách, không thấy dữ liệu cá nhân, không đổi được gì.</p><select id="role" name="role" aria-describedby="role-hint">${roleOptions('viewer')}</select></div>
<div class="row"><label for="new-password">Mật khẩu lần đầu</label><p class="hint" id="new-hint">Ít nhất 12 ký tự. Báo cho người đó đổi ngay sau khi đăng nhập.</p><input id="new-password" name="password" type="password" autocomplete="new-password" aria-describedby="new-hint" required></div>
<button>Thêm</button></form></section>`;
}
