import type { Session } from '../people/index.ts';
import { type Html, html, type Part } from './html.ts';
import { type Language, sayIn } from './texts.ts';

export const ASSETS = '/tinh';
export const ADMIN = '/quan-tri';

/** Where the administrator's pages are, in the order of the menu. */
const MENU = [
  ['co-quan', 'Cơ quan'],
  ['so-lieu', 'Số liệu'],
  ['tep', 'Tệp USB'],
  ['goi', 'Gói dữ liệu'],
  ['nguoi-dung', 'Người dùng'],
  ['nhat-ky', 'Nhật ký'],
  ['cai-dat', 'Cài đặt'],
] as const;
export type MenuItem = (typeof MENU)[number][0];

/** A whole page; `head`: what stands above the content. */
function frame(language: Language, title: string, province: string, head: Html, content: Part): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${province}</title>
<link rel="stylesheet" href="${ASSETS}/style.css">
</head>
<body>
<a class="skip" href="#noi-dung">${sayIn(language)('Đến nội dung', 'Skip to content')}</a>
${head}
<main id="noi-dung" tabindex="-1">
${content}
</main>
</body>
</html>
`;
}

/** A page of the administrator. `at`: its place in the menu. `notice`: what was just done. */
export function adminPage(page: {
  title: string;
  province: string;
  session: Session;
  at: MenuItem | null;
  content: Part;
}): Html {
  const { session } = page;
  const head = html`<header class="top">
<a class="brand" href="${ADMIN}/co-quan">${page.province}</a>
<nav aria-label="Quản trị tỉnh"><ul>${MENU.map(
    ([path, label]) =>
      html`<li><a href="${ADMIN}/${path}"${path === page.at ? html` aria-current="page"` : null}>${label}</a></li>`,
  )}</ul></nav>
<div class="who"><a href="${ADMIN}/toi">${session.name}</a> <span class="dim">${
    session.role === 'administrator' ? 'quản trị viên' : 'chỉ xem'
  }</span>
<form method="post" action="${ADMIN}/dang-xuat">${csrf(session)}<button class="quiet">Đăng xuất</button></form></div>
</header>`;
  return frame('vi', page.title, page.province, head, page.content);
}

/** A page that everybody may see. `self`: its address without the language, for the switch. */
export function publicPage(page: {
  title: string;
  province: string;
  language: Language;
  self: string;
  content: Part;
}): Html {
  const say = sayIn(page.language);
  const other = page.language === 'vi' ? 'en' : 'vi';
  const address = `${page.self}${page.self.includes('?') ? '&' : '?'}lang=${other}`;
  const link = (path: string) => (page.language === 'vi' ? path : `${path}?lang=en`);
  const head = html`<header class="top public">
<a class="brand" href="${link('/')}">${page.province}</a>
<nav aria-label="${say('Trang công khai', 'Public pages')}"><ul>
<li><a href="${link('/tra-cuu')}">${say('Tra cứu hồ sơ', 'Look up a dossier')}</a></li>
<li><a href="${link('/tien-do')}">${say('Tiến độ giải quyết', 'Progress')}</a></li>
</ul></nav>
<div class="who"><a href="${address}" lang="${other}" hreflang="${other}">${
    other === 'en' ? 'English' : 'Tiếng Việt'
  }</a></div>
</header>`;
  return frame(page.language, page.title, page.province, head, page.content);
}

/** A page before anybody is signed in. */
export function doorPage(page: { title: string; province: string; content: Part }): Html {
  const head = html`<header class="top public"><span class="brand">${page.province}</span></header>`;
  return frame('vi', page.title, page.province, head, html`<div class="door">${page.content}</div>`);
}

/** The token that every form of a session brings. */
export function csrf(session: Session): Html {
  return html`<input type="hidden" name="csrf" value="${session.csrf}">`;
}

/** What was done or went wrong, said first on the page. */
export function notice(kind: 'good' | 'bad' | 'attention', content: Part): Html {
  const [icon, label] = { good: ['✓', 'Xong'], bad: ['✕', 'Lỗi'], attention: ['!', 'Chú ý'] }[kind];
  return html`<p class="notice ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}"><span class="mark" aria-hidden="true">${icon}</span><span><b class="hide">${label}: </b>${content}</span></p>`;
}

/** A state by colour and word and sign. */
export function badge(tone: 'good' | 'bad' | 'attention' | 'neutral', label: string): Html {
  const icon = { good: '✓', bad: '✕', attention: '!', neutral: '○' }[tone];
  return html`<span class="badge ${tone}"><span aria-hidden="true">${icon}</span> ${label}</span>`;
}

/** A table that scrolls by itself where the screen is narrow. */
export function table(
  caption: string,
  heads: readonly (string | Html)[],
  rows: readonly (readonly Part[])[],
): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="hide">${caption}</caption>
<thead><tr>${heads.map((head) => (typeof head === 'string' ? html`<th scope="col">${head}</th>` : head))}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map(cell)}</tr>`)}</tbody>
</table></div>`;
}

/** A number in a table, and its head: to the right. */
export function figure(value: string): Html {
  return html`<td class="n">${value}</td>`;
}

export function figureHead(label: string): Html {
  return html`<th scope="col" class="n">${label}</th>`;
}

function cell(part: Part): Part {
  const isCell = typeof part === 'object' && part !== null && 'html' in part && /^<t[dh][ >]/.test(part.html);
  return isCell ? part : html`<td>${part}</td>`;
}
