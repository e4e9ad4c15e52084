import { parseArgs } from 'node:util';
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
};

export const USAGE = `Cách dùng / Usage:  npm start -- [--web] [--port N] [--data DIR] [--demo [--tree three-tier|two-tier]]
  --web        mở trong trình duyệt thay vì cửa sổ Electron / browser instead of the window
  --port N     cổng trên 127.0.0.1, 0: cổng trống bất kỳ; không ghi: cổng của lần trước nếu còn trống
               port on 127.0.0.1, 0: any free one; left out: the one of last time if it is free
  --data DIR   thư mục dữ liệu / data directory
  --demo       chạy với dữ liệu mẫu trong thư mục do chính nó tạo / sample data in a directory of its own
  --tree TREE  cây đơn vị của dữ liệu mẫu / tree of the sample offices
`;

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
    return ok({ web, port, data: values.data ?? null, demo: values.demo, tree });
  } catch (error) {
    return err(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
