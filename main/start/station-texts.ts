import path from 'node:path';
import type { StationNews } from '#main/station/index.ts';
import type { StationArguments } from './arguments.ts';

/** Tells the person at the terminal how this PC stands with its office, in both languages. */
export function tellStation(
  news: StationNews,
  about: {
    asked: StationArguments;
    directory: string;
    /** Where the token lies by now. */
    place: 'system' | 'file' | null;
    say: (text: string) => void;
  },
): void {
  about.say(textOf(news, about));
}

function textOf(news: StationNews, { asked, directory, place }: Parameters<typeof tellStation>[1]): string {
  const { origin } = asked.office;
  const file = path.join(directory, 'station.json');
  if (news.kind === 'digits') {
    return `Đọc cho quản trị viên bốn chữ số này / Read these digits to the administrator:  ${news.digits}`;
  }
  if (news.kind === 'not-paired') {
    return `${news.message}
Không dùng --code nữa thì gõ mã mới trên trang của máy này. / Not paired: type a new code on this PC's page.`;
  }
  const { standing } = news;
  switch (standing.kind) {
    case 'away':
      return `Chưa thấy máy chính ở ${origin}; máy này tự thử lại mãi. / The office does not answer yet; trying again for ever.`;
    case 'compare': {
      const differs =
        asked.fingerprint === null
          ? ''
          : '\nVân tay này KHÁC với --fingerprint: hãy gọi quản trị viên, đừng xác nhận. / It DIFFERS from --fingerprint.';
      return `Lần đầu nối với máy chính ở ${origin}. Vân tay chứng thư:
  ${standing.key.fingerprint}${differs}
So từng cặp với màn hình của quản trị viên (mục Mạng nội bộ). Giống hệt thì xác nhận ở trang của máy này.
First contact: compare this fingerprint with the administrator's screen, then confirm it on this PC's page.`;
    }
    case 'wrong-key':
      return `TỪ CHỐI: máy ở ${origin} đưa ra khóa khác với khóa đã so. Không gửi gì cả. Hãy gọi quản trị viên.
Chỉ khi quản trị viên xác nhận máy chính có khóa mới: dừng, xóa tệp "${file}", chạy và ghép lại.
REFUSED: another key than the one that was compared. Call your administrator.`;
    case 'unpaired':
      return `Đã nhận ra máy chính. Máy này chưa ghép: gõ mã ghép (loại Quầy) trên trang của máy này.
The office is known. This PC is not paired: type the code (kind: counter) on its page.`;
    case 'paired': {
      if (!standing.serving) {
        return 'Đang nối với máy chính… Nếu lâu: máy chính tắt, chưa ai đăng nhập ở đó, hoặc máy này không ghép làm Quầy. / Connecting…';
      }
      const where =
        place === 'system'
          ? 'nơi giữ khóa của hệ điều hành / the store of the operating system'
          : `tệp "${file}", chỉ tài khoản này đọc được / a file that only this account can read`;
      return `Đã nối với máy chính; máy in phiếu số và máy quét của máy này phục vụ quầy. / Connected; this PC serves its devices.
Quyền vào trạm của máy này được giữ ở / Its right to come in is kept in: ${where}`;
    }
  }
}
