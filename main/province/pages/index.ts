import type { FastifyInstance } from 'fastify';
import { provinceName, readSettings } from '../settings.ts';
import { registerAssets } from './assets.ts';
import { registerDoor } from './door.ts';
import { registerEntries } from './entries.ts';
import { registerFigures } from './figures.ts';
import { registerFiles } from './files.ts';
import { parseForms } from './forms.ts';
import { adminPages } from './guard.ts';
import { html } from './html.ts';
import { registerKeys } from './keys.ts';
import { doorPage, publicPage } from './layout.ts';
import { registerLookup } from './lookup.ts';
import { registerOffice } from './office.ts';
import { registerOffices } from './offices.ts';
import { registerPacks } from './packs.ts';
import { registerPeople } from './people.ts';
import type { PagesPorts } from './ports.ts';
import { registerProgress } from './progress.ts';
import { sendPage } from './send.ts';
import { registerSettings } from './settings-page.ts';

export type { PagesPorts } from './ports.ts';

/**
 * The pages of a province: `/quan-tri` for its administrators, `/tra-cuu` and `/tien-do` for everybody. Plain HTML that
 * works without JavaScript. To be registered in a scope of its own: it reads the bodies of forms.
 */
export async function registerPages(app: FastifyInstance, ports: PagesPorts): Promise<void> {
  const { sql, log } = ports.province;
  parseForms(app);
  app.setErrorHandler(async (error, request, reply) => {
    const { statusCode = 500, code } = error as { statusCode?: number; code?: string };
    if (statusCode >= 500) log.error('page failed', { route: request.routeOptions.url });
    const content = html`<h1>Không làm được</h1><p>${
      code === 'FST_ERR_CTP_BODY_TOO_LARGE'
        ? 'Tệp quá lớn. Hãy xuất lại từ trạm thành các tệp nhỏ hơn.'
        : 'Có lỗi ở máy chủ hoặc ở biểu mẫu. Không có gì thay đổi; hãy tải lại trang rồi thử lại.'
    }</p>`;
    return sendPage(reply, doorPage({ title: 'Lỗi', province: 'Máy chủ của tỉnh', content }), statusCode);
  });

  registerAssets(app);
  const pages = adminPages(app, ports);
  registerDoor(app, pages, ports);
  registerOffices(pages, ports);
  registerOffice(pages, ports);
  registerEntries(pages, ports);
  registerFiles(pages, ports);
  registerPacks(pages, ports);
  registerFigures(pages, ports);
  registerPeople(pages, ports);
  registerSettings(pages, ports);
  registerKeys(pages, ports);
  registerLookup(app, ports);
  registerProgress(app, ports);

  app.get('/', async (_request, reply) => {
    const { portal, lookup } = await readSettings(sql);
    const content = html`<h1>Bộ phận Một cửa</h1><ul class="plain">
${lookup.open && html`<li><a href="/tra-cuu">Tra cứu hồ sơ</a> bằng mã hồ sơ và mã kiểm tra trên giấy tiếp nhận</li>`}
<li><a href="/tien-do">Tiến độ giải quyết</a> theo cơ quan và tháng</li>
<li><a href="${portal}" rel="noreferrer">Cổng dịch vụ công quốc gia</a></li></ul>`;
    const page = { title: 'Bộ phận Một cửa', province: await provinceName(sql), self: '/', content };
    return sendPage(reply, publicPage({ ...page, language: 'vi' }));
  });
}
