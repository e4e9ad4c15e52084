import { parseArgs } from 'node:util';
import { type OfficeAddress, readOfficeAddress } from '#main/station/index.ts';
import { err, ok, type Result } from '#shared/base/index.ts';

/** What a person or a script asked for on the command line. */
export type StartOptions = {
  /** Browser host even where a window could be opened. */
  web: boolean;
  /** 0: any free port. Null: the one of last time when it is free. */
  port: number | null;
  /** Null: the usual directory of this person. */
  data: string | null;
  /** Unattended, on sample data. */
  demo: boolean;
  /** Null: whichever the directory holds; three tiers in a new one. */
  tree: 'three-tier' | 'two-tier' | null;
  /** This PC is a counter of an office elsewhere on the LAN; null: it has an office of its own. */
  station: StationArguments | null;
};

/** What the PC of a counter is told; `code` and `fingerprint` spare the first start its page. */
export type StationArguments = { office: OfficeAddress; code: string | null; fingerprint: string | null };

export const USAGE = `Cách dùng / Usage:  npm start -- [--web] [--port N] [--data DIR] [--demo [--tree three-tier|two-tier]]
  --web        mở trong trình duyệt thay vì cửa sổ Electron / browser instead of the window
  --port N     cổng trên 127.0.0.1, 0: cổng trống bất kỳ; không ghi: cổng của lần trước nếu còn trống
               port on 127.0.0.1, 0: any free one; left out: the one of last time if it is free
  --data DIR   thư mục dữ liệu / data directory
  --demo       chạy với dữ liệu mẫu trong thư mục do chính nó tạo / sample data in a directory of its own
  --tree TREE  cây đơn vị của dữ liệu mẫu / tree of the sample offices

Máy ở quầy, nối với máy chính qua mạng nội bộ / A counter's PC, on the office's LAN:
                npm start -- --station ADDRESS [--code MÃ] [--fingerprint VÂN-TAY] [--web] [--port N] [--data DIR]
  --station ADDRESS  địa chỉ https://… quản trị viên thấy ở mục Mạng nội bộ; máy in phiếu số và máy quét cắm ở máy này
                     phục vụ quầy này / the office's address; this PC serves its own ticket printer and scanner
  --code MÃ          mã ghép máy (loại Quầy), thay cho gõ trên trang / pairing code, instead of typing it on the page
  --fingerprint …    vân tay chứng thư chép từ màn hình quản trị viên, thay cho so bằng mắt
                     fingerprint copied from the administrator's screen, instead of comparing by eye
`;

/** Whether somebody only wants to know what can be asked for. */
export function asksForHelp(argv: readonly string[]): boolean {
  return argv.some((one) => one === '--help' || one === '-h');
}

/** Reads the command line; the error is for the person who typed it. */
export function readArguments(argv: readonly string[]): Result<StartOptions, string> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        web: { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        tree: { type: 'string' },
        station: { type: 'string' },
        code: { type: 'string' },
        fingerprint: { type: 'string' },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && (!/^\d{1,5}$/.test(values.port ?? '') || port > 65_535)) {
      return err(`--port: "${values.port}" không phải là số cổng từ 0 đến 65535.\n${USAGE}`);
    }
    const { tree = null } = values;
    if (tree !== null && tree !== 'three-tier' && tree !== 'two-tier') {
      return err(`--tree: chỉ nhận three-tier hoặc two-tier, không phải "${tree}".\n${USAGE}`);
    }
    if (values.data === '') return err(`--data: thiếu tên thư mục.\n${USAGE}`);
    // Sample data is for looking at the screens by hand or by machine; it needs no window of its own.
    const web = values.web || values.demo;
    const station = readStation(values);
    if (!station.ok) return err(`${station.error}\n${USAGE}`);
    return ok({ web, port, data: values.data ?? null, demo: values.demo, tree, station: station.value });
  } catch (error) {
    return err(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function readStation(values: {
  station?: string;
  code?: string;
  fingerprint?: string;
  demo: boolean;
}): Result<StationArguments | null, string> {
  const { station, code = null, fingerprint = null, demo } = values;
  if (station === undefined) {
    return code === null && fingerprint === null
      ? ok(null)
      : err('--code và --fingerprint chỉ dùng cùng --station.');
  }
  if (demo) return err('--demo chạy dữ liệu mẫu ngay trên máy này, không dùng cùng --station.');
  if (fingerprint !== null && !/^([0-9a-f]{2}:?){32}$/i.test(fingerprint)) {
    return err('--fingerprint: vân tay gồm 32 cặp ký tự, chép nguyên từ màn hình của quản trị viên.');
  }
  const office = readOfficeAddress(station);
  return office.ok ? ok({ office: office.value, code, fingerprint }) : err(`--station: ${office.error}`);
}
