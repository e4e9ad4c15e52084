import { officeTimestamp } from '#shared/base/index.ts';
import type { Status } from '#shared/contract/index.ts';
import type { HidListing, SerialSurvey } from '../devices/index.ts';
import { busyProblem, recognisedBy, rightsProblem } from './check-ports.ts';
import { broken, type Finding, look, notNeeded, ok } from './finding.ts';
import type { DoctorPorts, Machine } from './ports.ts';

const GIGABYTE = 1_000_000_000;
/** Below it a day of receptions may not fit any more; below a tenth of it nothing is safe. */
const ENOUGH_FREE = 2 * GIGABYTE;
const HARDLY_ANY = 0.2 * GIGABYTE;

/** Whether the line of the scanner is read. */
export async function checkScanner(ports: DoctorPorts, survey: SerialSurvey): Promise<Finding> {
  const { settings, state, problem } = ports.scanner();
  if (settings.kind === 'none') {
    return notNeeded(
      'scanner-line',
      'not-chosen',
      'Chưa chọn máy quét nối tiếp. Máy quét kiểu bàn phím dùng được mà không cần chọn.',
    );
  }
  if (settings.kind === 'simulated')
    return notNeeded('scanner-line', 'simulated', 'Máy quét là máy giả lập.');
  const path = ports.devices.pathOf(survey.listing === 'listed' ? survey.ports : null, settings);
  if (path === null) {
    return broken(
      'scanner-line',
      'port-missing',
      `Không thấy máy quét (nhận ra ${recognisedBy(settings)}).`,
      'Hãy cắm lại dây. Máy quét có chế độ USB-COM: quét mã chuyển chế độ trong sách hướng dẫn của nó.',
    );
  }
  if (state === 'listening') {
    return ok('scanner-line', `Đang đọc máy quét ở ${path}, nhận ra ${recognisedBy(settings)}.`);
  }
  if (state === 'opening')
    return look('scanner-line', 'opening', `Đang mở cổng ${path}.`, 'Hãy khám lại sau giây lát.');
  if (ports.machine.platform !== 'win32') {
    const rights = rightsProblem(path, await ports.machine.rightsTo(path));
    if (rights !== null) return broken('scanner-line', rights.cause, rights.found, rights.advice);
  }
  const holders = await ports.machine.holdersOf(path);
  if (holders?.some(({ own }) => !own) === true) {
    const { found, advice, facts } = await busyProblem(path, ports.machine);
    return broken('scanner-line', 'port-busy', found, advice, { facts });
  }
  return broken(
    'scanner-line',
    'lost',
    `Không đọc được máy quét ở ${path}.`,
    problem ?? 'Hãy rút ra cắm lại.',
  );
}

/** Whether HID devices can be listed. */
export function checkHid({ devices, problem }: HidListing): Finding {
  if (problem === null) {
    return ok('hid', `Liệt kê được thiết bị HID: ${devices.length} thiết bị.`, {
      facts: { devices: devices.length },
    });
  }
  return problem === 'module-missing'
    ? look(
        'hid',
        'module-missing',
        'Không nạp được phần đọc thiết bị HID (node-hid) của chương trình.',
        'Việc in và quét vẫn chạy. Hãy cài lại Trạm Một Cửa bằng bộ cài đúng cho máy này.',
      )
    : look(
        'hid',
        'not-listed',
        'Hệ điều hành không cho liệt kê thiết bị HID.',
        'Việc in và quét vẫn chạy. Hãy báo người quản trị máy tính.',
      );
}

export function checkDocumentPrinter({
  printer,
  jobsInDoubt,
}: Pick<Status, 'printer' | 'jobsInDoubt'>): Finding {
  const facts = { kind: printer?.kind ?? 'none', state: printer?.state ?? 'none', jobsInDoubt };
  if (printer === null) {
    return look(
      'document-printer',
      'not-chosen',
      'Chưa chọn máy in giấy tờ, hoặc máy in đã chọn không còn.',
      'Hãy chọn ở Quản trị → Máy in.',
      { facts },
    );
  }
  if (printer.state === 'stopped') {
    return broken(
      'document-printer',
      'stopped',
      `Máy in giấy tờ "${printer.name}" đang dừng.`,
      'Hãy kiểm tra giấy, nắp, nguồn và hàng đợi in của hệ điều hành.',
      { facts },
    );
  }
  if (jobsInDoubt > 0) {
    return look(
      'document-printer',
      'jobs-in-doubt',
      `Máy in giấy tờ "${printer.name}" chạy, nhưng có ${jobsInDoubt} lệnh in cần người xem.`,
      'Hãy trả lời từng lệnh in ở Quản trị → Máy in.',
      { facts },
    );
  }
  if (printer.state === 'unknown') {
    return look(
      'document-printer',
      'unknown',
      `Chưa rõ tình trạng máy in giấy tờ "${printer.name}".`,
      'Hãy in thử một giấy.',
      { facts },
    );
  }
  return ok('document-printer', `Máy in giấy tờ "${printer.name}" sẵn sàng.`, { facts });
}

const CLOCK: Record<NonNullable<Status['clockTrouble']>, string> = {
  'set-back': 'Đồng hồ máy đang chậm hơn bản ghi gần nhất hoặc giờ của tỉnh.',
  'far-ahead': 'Đồng hồ máy nhảy xa về phía trước hoặc nhanh hơn giờ của tỉnh.',
  'before-build': 'Đồng hồ máy chắc chắn sai: trước ngày có chương trình này.',
};

export function checkClock({ clockTrouble }: Pick<Status, 'clockTrouble'>, now: number): Finding {
  const time = officeTimestamp(now).slice(0, 16).replace('T', ' ');
  if (clockTrouble === null) return ok('clock', `Đồng hồ máy chạy đúng thứ tự với các bản ghi: ${time}.`);
  return broken(
    'clock',
    clockTrouble,
    `${CLOCK[clockTrouble]} Đồng hồ đang chỉ ${time}.`,
    'Hãy chỉnh lại giờ của máy tính; nếu giờ đã đúng, xác nhận ở Quản trị → Mã và đồng hồ.',
  );
}

export async function checkDisk(machine: Machine): Promise<Finding> {
  const disk = await machine.diskOfData();
  if (disk === null) {
    return look(
      'disk',
      'unknown',
      'Hệ điều hành không cho biết chỗ trống của ổ đĩa.',
      'Hãy tự xem chỗ trống của ổ đĩa.',
    );
  }
  const gigabytes = Math.floor((disk.free / GIGABYTE) * 10) / 10;
  const found = `Ổ đĩa dữ liệu còn trống ${String(gigabytes).replace('.', ',')} GB.`;
  const facts = { freeGigabytes: gigabytes };
  const advice = 'Hãy dọn bớt tệp trên ổ đĩa; ổ đầy thì không ghi được hồ sơ mới.';
  if (disk.free < HARDLY_ANY) return broken('disk', 'nearly-full', found, advice, { facts });
  return disk.free < ENOUGH_FREE
    ? look('disk', 'little-left', found, advice, { facts })
    : ok('disk', found, { facts });
}

export function checkMark({ markKept }: Pick<Status, 'markKept'>): Finding {
  return markKept
    ? ok('mark', 'Mốc ngoài thư mục dữ liệu ghi được: bản chép sẽ được nhận ra.')
    : look(
        'mark',
        'not-kept',
        'Không ghi được mốc ngoài thư mục dữ liệu; nếu dữ liệu bị chép hoặc đặt lại bản cũ, chương trình có thể không nhận ra.',
        'Người quản trị máy tính hãy kiểm tra quyền ghi của tài khoản vào thư mục riêng của nó.',
      );
}
