import type { SerialPortFound } from '#shared/contract/index.ts';
import type { SerialSurvey } from '../devices/index.ts';
import { broken, type Finding, look, notNeeded, ok } from './finding.ts';
import type { Machine, PortRights, SerialDevice } from './ports.ts';

/** Programs that are known to take serial ports for themselves. */
export const PORT_TAKERS = ['ModemManager', 'brltty', 'gpsd', 'minicom', 'screen'] as const;

/** Whether the driver of serial ports can be loaded. */
export function checkDriver(modules: readonly { name: string; loads: boolean }[], needed: boolean): Finding {
  const loads = modules.some(({ name, loads }) => name === 'serialport' && loads);
  if (loads) return ok('serial-driver', 'Phần điều khiển cổng nối tiếp (serialport) chạy được.');
  return (needed ? broken : look)(
    'serial-driver',
    'driver-missing',
    'Không nạp được phần điều khiển cổng nối tiếp (serialport) của chương trình.',
    'Hãy cài lại Trạm Một Cửa bằng bộ cài đúng cho hệ điều hành của máy này.',
  );
}

/** Whether the system lists its ports, and which there are. */
export async function checkListing(
  survey: SerialSurvey,
  needed: boolean,
  machine: Machine,
): Promise<Finding> {
  const { listing, ports } = survey;
  if (listing === 'driver-missing') {
    return notNeeded('serial-ports', 'driver-missing', 'Chưa xem được: thiếu phần điều khiển ở mục trên.');
  }
  if (listing === 'no-udev') {
    return look(
      'serial-ports',
      'no-udev',
      'Hệ điều hành thiếu gói "udev" nên không liệt kê được cổng nối tiếp.',
      'Hãy cài gói đó (sudo apt install udev), hoặc gõ đường dẫn của cổng khi chọn thiết bị, ví dụ /dev/ttyUSB0.',
    );
  }
  if (listing === 'failed') {
    return look(
      'serial-ports',
      'not-listed',
      'Hệ điều hành không cho liệt kê cổng nối tiếp.',
      'Hãy gõ đường dẫn của cổng khi chọn thiết bị, ví dụ /dev/ttyUSB0 hoặc COM3.',
    );
  }
  const facts = { ports: ports.length };
  if (ports.length > 0) {
    return ok('serial-ports', `Thấy ${ports.length} cổng nối tiếp: ${ports.map(nameOfPort).join('; ')}.`, {
      facts,
    });
  }
  if (!needed) return ok('serial-ports', 'Không có cổng nối tiếp nào, và cũng không cần.', { facts });
  const takesUsb = await machine.running(['brltty']);
  return look(
    'serial-ports',
    takesUsb.length > 0 ? 'no-ports-brltty' : 'no-ports',
    'Không thấy cổng nối tiếp nào đang cắm.',
    takesUsb.length > 0
      ? 'Chương trình "brltty" đang chạy và hay chiếm dây USB–RS232. Hãy gỡ nó (sudo apt remove brltty) rồi cắm lại dây.'
      : 'Hãy cắm lại dây, thử ổ USB khác. Trên Windows: mở Device Manager, mục có dấu chấm than là thiếu trình điều khiển của dây USB–RS232.',
    { facts },
  );
}

export function nameOfPort(port: SerialPortFound): string {
  return port.description === '' ? port.path : `${port.path} (${port.description})`;
}

/** By what a device is found again, in words. */
export function recognisedBy({ match }: SerialDevice): string {
  if (match === null) return 'theo tên cổng';
  const make = `${match.vendorId}:${match.productId}`;
  return match.serialNumber === null ? `theo loại thiết bị ${make}` : `theo số sê-ri và loại ${make}`;
}

/** Why an account may not use a port; null where it may. */
export function rightsProblem(
  path: string,
  { allowed, group, membership }: PortRights,
): { cause: string; found: string; advice: string } | null {
  if (allowed) return null;
  const name = group ?? 'dialout';
  if (membership === 'after-sign-in') {
    return {
      cause: 'sign-in-again',
      found: `Tài khoản máy tính đã được thêm vào nhóm "${name}", nhưng phiên đang mở chưa nhận quyền đó nên chưa dùng được cổng ${path}.`,
      advice: 'Hãy đăng xuất khỏi máy tính rồi đăng nhập lại (hoặc khởi động lại), và mở lại Trạm Một Cửa.',
    };
  }
  if (membership === 'no') {
    return {
      cause: 'port-not-allowed',
      found: `Cổng ${path} chỉ cho nhóm "${name}" dùng; tài khoản máy tính đang chạy chương trình không thuộc nhóm đó.`,
      advice: `Người quản trị máy tính hãy chạy lệnh: sudo usermod -aG ${name} $USER, rồi đăng xuất khỏi máy tính và đăng nhập lại.`,
    };
  }
  return {
    cause: 'port-not-allowed',
    found: `Hệ điều hành không cho đọc và ghi cổng ${path}.`,
    advice: 'Người quản trị máy tính hãy xem quyền của cổng (ls -l) và các luật udev riêng của máy.',
  };
}

/** By whom a port is held, as far as the system tells. */
export async function busyProblem(
  path: string,
  machine: Machine,
): Promise<{ found: string; advice: string; facts: Finding['facts'] }> {
  const holders = (await machine.holdersOf(path)) ?? [];
  const others = holders.filter(({ own }) => !own).map(({ program }) => program);
  if (others.length > 0) {
    return {
      found: `Cổng ${path} đang bị chương trình khác giữ: ${others.join(', ')}.`,
      advice: 'Hãy đóng chương trình đó, rồi khám lại.',
      facts: { heldBy: knownProgram(others[0]) },
    };
  }
  if (holders.length > 0) {
    return {
      found: `Cổng ${path} đang được chính Trạm Một Cửa dùng cho một thiết bị khác.`,
      advice: 'Hãy chọn hai cổng khác nhau cho máy in phiếu số và máy quét.',
      facts: { heldBy: 'this program' },
    };
  }
  const suspects = await machine.running(PORT_TAKERS);
  return {
    found: `Cổng ${path} đang bị một chương trình khác giữ; hệ điều hành không cho biết là chương trình nào.`,
    advice:
      suspects.length > 0
        ? `Đang chạy ${suspects.join(', ')}, thường hay chiếm cổng nối tiếp. Hãy tắt đi, rồi khám lại.`
        : 'Hãy đóng các phần mềm máy in, bán hàng, cửa sổ dòng lệnh khác; nếu không được, khởi động lại máy tính.',
    facts: { heldBy: suspects[0] ?? 'unknown' },
  };
}

/** A name that may leave the office: of a program that everybody has. */
function knownProgram(program: string | undefined): string {
  return PORT_TAKERS.find((known) => known === program) ?? 'another program';
}
