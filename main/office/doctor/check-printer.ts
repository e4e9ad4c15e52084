import type {
  DeviceProblem,
  DeviceSettings,
  SerialBaud,
  TicketPrinterState,
} from '#shared/contract/index.ts';
import type { SerialSurvey, Silence } from '../devices/index.ts';
import { busyProblem, nameOfPort, recognisedBy, rightsProblem } from './check-ports.ts';
import { broken, type Finding, look, notNeeded, ok } from './finding.ts';
import type { DoctorPorts } from './ports.ts';

type Choice = DeviceSettings['ticketPrinter'];
type SerialChoice = Extract<Choice, { kind: 'serial' }>;

/** What the looks at the ticket printer hand on to each other. */
export type PrinterLook = {
  choice: Choice;
  survey: SerialSurvey;
  /** Where a serial printer is now; null: not plugged in. */
  path: string | null;
  /** Undefined until it was asked. */
  asked?: TicketPrinterState;
  /** Something before must be mended first. */
  stuck: boolean;
};

const WAITS = 'Chưa xem: hãy xử lý mục ở trên trước.';
/** The line of the printer could not be opened; what it would answer is not known. */
const UNOPENED: ReadonlySet<DeviceProblem> = new Set([
  'port-missing',
  'port-not-allowed',
  'port-busy',
  'port-unusable',
  'driver-missing',
  'host-unreachable',
]);
const SILENT: ReadonlySet<DeviceProblem> = new Set(['no-answer', 'garbled', 'no-status']);
/** A ticket of usual length takes longer than a person waits without wondering. */
const SLOW_BAUD: SerialBaud = 38400;

/** Whether the chosen printer is plugged in, and by what it is recognised. */
export function checkPort(state: PrinterLook, ports: DoctorPorts['devices']): Finding {
  const { choice, survey } = state;
  if (choice.kind === 'none') {
    state.stuck = true;
    return notNeeded('printer-port', 'not-chosen', 'Chưa chọn máy in phiếu số.');
  }
  if (choice.kind === 'tcp') return notNeeded('printer-port', 'tcp', 'Máy in phiếu số nối qua mạng.');
  if (choice.kind === 'simulated')
    return notNeeded('printer-port', 'simulated', 'Máy in phiếu số là máy giả lập.');
  state.path = ports.pathOf(survey.listing === 'listed' ? survey.ports : null, choice);
  if (state.path === null) {
    state.stuck = true;
    return missing(choice);
  }
  const listed = survey.ports.find(({ path }) => path === state.path);
  const where = listed === undefined ? state.path : nameOfPort(listed);
  const moved = state.path !== choice.path ? ` (lúc chọn ở ${choice.path}, nay cắm chỗ khác)` : '';
  return ok('printer-port', `Máy in phiếu số ở ${where}, nhận ra ${recognisedBy(choice)}${moved}.`, {
    facts: { moved: moved !== '' },
  });
}

function missing(choice: SerialChoice): Finding {
  return broken(
    'printer-port',
    'port-missing',
    `Không thấy máy in phiếu số (nhận ra ${recognisedBy(choice)}; lần chọn ở ${choice.path}).`,
    'Hãy cắm lại dây và bật nguồn máy in. Nếu đã thay máy in hoặc thay dây, hãy chọn lại máy in.',
  );
}

/** Whether this account may use its port. */
export async function checkRights(state: PrinterLook, ports: DoctorPorts): Promise<Finding> {
  const { choice, path } = state;
  if (choice.kind !== 'serial' || path === null || state.stuck) return after(state, 'printer-rights');
  if (ports.machine.platform === 'win32') {
    return notNeeded('printer-rights', 'windows', 'Windows không phân quyền cổng theo nhóm.');
  }
  const rights = await ports.machine.rightsTo(path);
  if (!rights.exists) {
    state.stuck = true;
    return { ...missing(choice), check: 'printer-rights' };
  }
  const problem = rightsProblem(path, rights);
  if (problem === null) {
    return ok('printer-rights', `Tài khoản máy tính này được đọc và ghi cổng ${path}.`);
  }
  state.stuck = true;
  return broken('printer-rights', problem.cause, problem.found, problem.advice);
}

/** Asks the printer; whether its line could be opened, and who else holds it. */
export async function checkBusy(state: PrinterLook, ports: DoctorPorts): Promise<Finding> {
  if (state.stuck) return after(state, 'printer-busy');
  state.asked = await ports.devices.askPrinter();
  const { path, choice } = state;
  if (choice.kind !== 'serial' || path === null) return after(state, 'printer-busy');
  const { problem, detail } = state.asked;
  if (problem === 'port-busy') {
    state.stuck = true;
    const { found, advice, facts } = await busyProblem(path, ports.machine);
    return broken('printer-busy', problem, found, advice, { facts });
  }
  if (problem !== null && UNOPENED.has(problem)) {
    state.stuck = true;
    return broken('printer-busy', problem, `Không mở được cổng ${path}.`, detail);
  }
  return ok('printer-busy', `Mở được cổng ${path}; không chương trình nào khác giữ cổng.`);
}

/** Whether the printer answers; where it does not, whether it does at another speed. */
export async function checkAnswer(
  state: PrinterLook,
  ports: DoctorPorts,
  signal: AbortSignal,
): Promise<Finding> {
  const { choice, asked } = state;
  if (state.stuck || asked === undefined || choice.kind === 'none') return after(state, 'printer-answer');
  const { problem, detail } = asked;
  if (choice.kind !== 'simulated' && !choice.answersStatus) {
    if (problem !== null && UNOPENED.has(problem)) return silent(state, problem, detail);
    return look(
      'printer-answer',
      'told-not-to-answer',
      'Theo thiết lập, loại máy in này không bao giờ báo tình trạng, nên không hỏi được.',
      'Nếu máy in có báo tình trạng, hãy bật lại mục đó: phiếu chưa ra sẽ được biết.',
    );
  }
  if (problem !== null && UNOPENED.has(problem)) return silent(state, problem, detail);
  if (problem === null || !SILENT.has(problem)) {
    const how = choice.kind === 'serial' ? ` ở tốc độ ${choice.baud}` : '';
    return ok('printer-answer', `Máy in phiếu số trả lời${how}.`);
  }
  if (choice.kind !== 'serial') return silent(state, problem, detail);
  const speed = await ports.devices.findSpeed(choice, choice.baud, signal);
  if (typeof speed === 'object' && 'baud' in speed) {
    state.stuck = true;
    return broken(
      'printer-answer',
      'wrong-baud',
      `Tốc độ cổng chưa đúng: máy in không trả lời ở ${choice.baud} mà trả lời ở ${speed.baud}.`,
      `Hãy đổi tốc độ sang ${speed.baud}.`,
      { offeredBaud: speed.baud, facts: { set: choice.baud, answers: speed.baud } },
    );
  }
  state.stuck = true;
  if (typeof speed === 'string') {
    return broken(
      'printer-answer',
      problem,
      `Mở được cổng nhưng máy in không trả lời ở tốc độ ${choice.baud}; chưa thử được các tốc độ khác.`,
      `Hãy khám lại. ${WITHOUT_STATUS}`,
    );
  }
  return stillSilent(problem, speed);
}

const WITHOUT_STATUS =
  'Nếu loại máy này không bao giờ báo tình trạng mà vẫn in được, hãy tắt mục "báo tình trạng" khi chọn máy in.';

/** What is known of a printer that says nothing: the line is open, at which speeds it was asked, what the plug tells. */
function stillSilent(problem: DeviceProblem, { silentAt, cable }: Silence): Finding {
  const asked = `Cổng mở được và đã hỏi ở ${silentAt.join(', ')}`;
  const heard = problem === 'garbled' ? 'chỉ nghe được tín hiệu lạ' : 'không nghe được gì';
  const facts = { cable, speeds: silentAt.length, garbled: problem === 'garbled' };
  switch (cable) {
    case 'seen':
      return broken(
        'printer-answer',
        problem,
        `${asked}, ${heard}; dây báo ở đầu kia có thiết bị đang bật (DSR/CTS).`,
        `Dây và nguồn có vẻ tốt: hãy xem thiết bị ở cổng này có đúng là máy in phiếu (ESC/POS) không, và tốc độ ghi trên phiếu tự kiểm của máy in. ${WITHOUT_STATUS}`,
        { facts },
      );
    case 'not-seen':
      return broken(
        'printer-answer',
        problem,
        `${asked}, ${heard}; dây không báo có thiết bị đang bật ở đầu kia (không có DSR, CTS).`,
        `Hãy bật nguồn máy in và cắm chặt hai đầu dây; dây RS232 phải là dây của máy in. Dây chỉ có ba sợi không báo được gì, khi đó hãy xem tốc độ của máy in. ${WITHOUT_STATUS}`,
        { facts },
      );
    case 'unknown':
      return broken(
        'printer-answer',
        problem,
        `${asked}, ${heard}; cổng này không cho biết dây và nguồn có tốt không.`,
        `Hãy xem nguồn và dây của máy in; dây RS232 phải là dây của máy in. ${WITHOUT_STATUS}`,
        { facts },
      );
  }
}

function silent(state: PrinterLook, problem: DeviceProblem, detail: string): Finding {
  state.stuck = true;
  const [found, advice] = inTwo(detail);
  return broken('printer-answer', problem, found, advice);
}

/** Whether tickets can be drawn at all; paper, cover, errors, and whether a ticket takes long on the line. */
export function checkState(
  state: PrinterLook,
  modules: readonly { name: string; loads: boolean }[],
): Finding {
  const { choice, asked } = state;
  // Before all else: without it no ticket comes out of the best printer.
  if (choice.kind !== 'none' && modules.some(({ name, loads }) => name === '@napi-rs/canvas' && !loads)) {
    return broken(
      'printer-state',
      'drawing-missing',
      'Không nạp được phần vẽ chữ của phiếu (@napi-rs/canvas), nên không phiếu nào in được.',
      'Hãy cài lại Trạm Một Cửa bằng bộ cài đúng cho hệ điều hành của máy này.',
    );
  }
  if (state.stuck || asked === undefined) return after(state, 'printer-state');
  const { problem, detail, paperNearEnd } = asked;
  if (problem !== null) {
    const [found, advice] = inTwo(detail);
    return broken('printer-state', problem, found, advice);
  }
  if (asked.state === 'unknown') {
    return notNeeded('printer-state', 'tells-nothing', 'Máy in này không báo giấy và nắp.');
  }
  if (paperNearEnd) {
    return look('printer-state', 'paper-near-end', 'Giấy sắp hết.', 'Hãy chuẩn bị cuộn giấy mới.');
  }
  if (choice.kind === 'serial' && choice.baud < SLOW_BAUD) {
    return look(
      'printer-state',
      'slow',
      `Máy in sẵn sàng, nhưng tốc độ ${choice.baud} là chậm: mỗi phiếu mất nhiều giây mới ra hết.`,
      'Hãy đặt máy in và chương trình cùng ở tốc độ 115200 (xem sách hướng dẫn của máy in).',
      { facts: { baud: choice.baud } },
    );
  }
  return ok('printer-state', 'Còn giấy, nắp đóng, không báo lỗi.');
}

/** What is wrong, and what to do: the sentences of a state stand in this order. */
function inTwo(detail: string): [found: string, advice: string] {
  const end = detail.indexOf('. ') + 1;
  return end === 0 ? ['Máy in báo lỗi.', detail] : [detail.slice(0, end), detail.slice(end + 1)];
}

function after(state: PrinterLook, check: Finding['check']): Finding {
  const { kind } = state.choice;
  if (kind === 'none') return notNeeded(check, 'not-chosen', 'Chưa chọn máy in phiếu số.');
  return state.stuck
    ? notNeeded(check, 'waits', WAITS)
    : notNeeded(check, kind, 'Không cần với cách nối này.');
}
