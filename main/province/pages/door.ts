import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { audit, closeSession, isSetUp, openSession, setUp, signIn } from '../people/index.ts';
import { addressGroup } from '../rates/index.ts';
import { provinceName } from '../settings.ts';
import { readSessionCookie, setSessionCookie } from './cookies.ts';
import { EMPTY, type Fields } from './forms.ts';
import { type AdminPages, isOwnOrigin } from './guard.ts';
import { type Html, html } from './html.ts';
import { ADMIN, doorPage, notice } from './layout.ts';
import type { PagesPorts } from './ports.ts';
import { seeOther, sendPage } from './send.ts';

/** The first account, coming in and going out. */
export function registerDoor(app: FastifyInstance, pages: AdminPages, { province }: PagesPorts): void {
  const { sql, clock, ids } = province;
  const people = { sql, clock, ids };

  async function show(
    reply: FastifyReply,
    title: string,
    content: Html,
    status = 200,
  ): Promise<FastifyReply> {
    return sendPage(reply, doorPage({ title, province: await provinceName(sql), content }), status);
  }

  const fieldsOf = (request: FastifyRequest): Fields => (request.body as Fields | undefined) ?? EMPTY;
  const originOf = (request: FastifyRequest): string => addressGroup(request.ip);

  app.get(ADMIN, async (_request, reply) => seeOther(reply, `${ADMIN}/co-quan`));

  app.get(`${ADMIN}/dang-nhap`, async (_request, reply) => {
    if (!(await isSetUp(people))) return seeOther(reply, `${ADMIN}/bat-dau`);
    return show(reply, 'Đăng nhập', signInForm('', null));
  });

  app.post(`${ADMIN}/dang-nhap`, async (request, reply) => {
    const fields = fieldsOf(request);
    const login = fields.text('login').slice(0, 80);
    if (!isOwnOrigin(request)) return show(reply, 'Đăng nhập', signInForm(login, OTHER_SITE), 403);
    const result = await signIn(people, {
      login,
      password: fields.raw('password').slice(0, 500),
      origin: originOf(request),
    });
    if (!result.ok) {
      // What was typed for a name may be a password: the audit has where it came from alone. Tries that only wait are
      // not written down, or anybody could fill it.
      if (result.error.isTried)
        await audit(people, {
          personId: null,
          name: '',
          action: 'sign-in-failed',
          subject: '',
          detail: originOf(request),
        });
      return show(reply, 'Đăng nhập', signInForm(login, result.error.message), 401);
    }
    const { personId, token } = result.value;
    await audit(people, {
      personId,
      name: login.toLowerCase(),
      action: 'signed-in',
      subject: personId,
      detail: originOf(request),
    });
    setSessionCookie(request, reply, token);
    return seeOther(reply, `${ADMIN}/co-quan`);
  });

  app.get(`${ADMIN}/bat-dau`, async (_request, reply) => {
    if (await isSetUp(people)) return seeOther(reply, `${ADMIN}/dang-nhap`);
    return show(reply, 'Bắt đầu', setUpForm({ login: '', name: '' }, null));
  });

  app.post(`${ADMIN}/bat-dau`, async (request, reply) => {
    const fields = fieldsOf(request);
    const person = {
      login: fields.text('login'),
      name: fields.text('name'),
      password: fields.raw('password'),
    };
    if (!isOwnOrigin(request)) return show(reply, 'Bắt đầu', setUpForm(person, OTHER_SITE), 403);
    if (person.password !== fields.raw('again')) {
      return show(reply, 'Bắt đầu', setUpForm(person, 'Hai lần nhập mật khẩu khác nhau. Hãy nhập lại.'), 400);
    }
    const made = await setUp(people, { code: fields.text('code'), origin: originOf(request), person });
    if (!made.ok) return show(reply, 'Bắt đầu', setUpForm(person, made.error), 400);
    await audit(people, {
      personId: made.value.id,
      name: made.value.login,
      action: 'set-up',
      subject: made.value.id,
      detail: originOf(request),
    });
    setSessionCookie(request, reply, await openSession(people, made.value.id));
    return seeOther(reply, `${ADMIN}/cai-dat`);
  });

  pages.post(
    '/dang-xuat',
    async ({ request, reply, session, go, note }) => {
      const token = readSessionCookie(request);
      if (token !== undefined) await closeSession(people, token);
      await note('signed-out', session.personId);
      setSessionCookie(request, reply, null);
      return go(`${ADMIN}/dang-nhap`);
    },
    { anyone: true },
  );
}

const OTHER_SITE = 'Trình duyệt gửi biểu mẫu này từ một trang khác. Hãy mở trang này trực tiếp rồi làm lại.';

function signInForm(login: string, error: string | null): Html {
  return html`<div class="card"><h1>Quản trị tỉnh</h1>
${error !== null && notice('bad', error)}
<form method="post" action="${ADMIN}/dang-nhap">
<div class="row"><label for="login">Tên đăng nhập</label>
<input id="login" name="login" value="${login}" autocomplete="username" autocapitalize="none" spellcheck="false" required${login === '' ? html` autofocus` : null}></div>
<div class="row"><label for="password">Mật khẩu</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${login === '' ? null : html` autofocus`}></div>
<button>Đăng nhập</button>
</form></div>
<p><a href="/tra-cuu">Tra cứu hồ sơ</a> · <a href="/tien-do">Tiến độ giải quyết</a></p>`;
}

function setUpForm(person: { login: string; name: string }, error: string | null): Html {
  return html`<div class="card"><h1>Bắt đầu</h1>
<p>Máy chủ này chưa có ai quản trị. Mã khởi tạo nằm trong dòng máy chủ in ra khi khởi động, và chỉ dùng được một lần.</p>
${error !== null && notice('bad', error)}
<form method="post" action="${ADMIN}/bat-dau">
<div class="row"><label for="code">Mã khởi tạo</label>
<input id="code" name="code" class="mono" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus></div>
<div class="row"><label for="name">Họ và tên</label>
<input id="name" name="name" value="${person.name}" autocomplete="name" required></div>
<div class="row"><label for="login">Tên đăng nhập</label><p class="hint" id="login-hint">Chữ thường không dấu, chữ số, dấu chấm.</p>
<input id="login" name="login" value="${person.login}" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="login-hint" required></div>
<div class="row"><label for="password">Mật khẩu</label><p class="hint" id="password-hint">Ít nhất 12 ký tự; một câu vài chữ dễ nhớ và khó đoán.</p>
<input id="password" name="password" type="password" autocomplete="new-password" aria-describedby="password-hint" required></div>
<div class="row"><label for="again">Nhập lại mật khẩu</label>
<input id="again" name="again" type="password" autocomplete="new-password" required></div>
<button>Tạo quản trị viên</button>
</form></div>`;
}
