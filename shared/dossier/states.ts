import type { DossierState } from './dossier.ts';

/** How lists and papers show a state: by word, icon and tone together, never by colour alone. */
export type StateDescription = {
  state: DossierState;
  /** The national code, a string "1".."10" on every wire. */
  nationalCode: string;
  label: { vi: string; en: string };
  /** Name of the icon in the screen's icon set (Tabler). */
  icon: string;
  tone: 'neutral' | 'info' | 'warning' | 'success' | 'danger';
  /** How national reports count it. Withdrawn counts as handled; refused stays outside handled and paused. */
  group: 'in-progress' | 'paused' | 'handled';
  terminal: boolean;
};

/** What a person does to bring a dossier from one state to the next. */
export type DossierAction =
  | 'accept'
  | 'refuse'
  | 'withdraw'
  | 'process'
  | 'request-supplement'
  | 'request-payment'
  | 'stop'
  | 'take-supplement'
  | 'take-payment'
  | 'resume'
  | 'solve'
  | 'hand-over-result'
  | 'correct-result';

export type Transition = {
  from: DossierState;
  to: DossierState;
  action: DossierAction;
  label: { vi: string; en: string };
  /**
   * `never-accepted`: only while no receipt was ever given; a refusal after that is a result.
   * `with-reason`: a correction, recorded with its reason.
   */
  condition: 'never-accepted' | 'with-reason' | null;
};

/** The ten national states in the order of their codes. */
export const dossierStates: readonly StateDescription[] = [
  state('submitted', '1', 'Mới đăng ký', 'Submitted', 'inbox', 'neutral', 'in-progress'),
  state('received', '2', 'Được tiếp nhận', 'Received', 'clipboard-check', 'info', 'in-progress'),
  state('refused', '3', 'Không được tiếp nhận', 'Refused', 'ban', 'danger', 'in-progress', true),
  state('processing', '4', 'Đang xử lý', 'In progress', 'progress', 'info', 'in-progress'),
  state(
    'supplement-requested',
    '5',
    'Yêu cầu bổ sung giấy tờ',
    'Papers requested',
    'file-plus',
    'warning',
    'paused',
  ),
  state(
    'payment-requested',
    '6',
    'Yêu cầu thực hiện nghĩa vụ tài chính',
    'Payment requested',
    'cash',
    'warning',
    'paused',
  ),
  state(
    'withdrawn',
    '7',
    'Công dân yêu cầu rút hồ sơ',
    'Withdrawn',
    'arrow-back-up',
    'neutral',
    'handled',
    true,
  ),
  state('stopped', '8', 'Dừng xử lý', 'Stopped', 'player-pause', 'danger', 'paused'),
  state('solved', '9', 'Đã xử lý xong', 'Solved', 'circle-check', 'success', 'handled'),
  state('returned', '10', 'Đã trả kết quả', 'Result returned', 'package-export', 'success', 'handled', true),
];

/** Every allowed change of state; what is not here is refused. */
export const dossierTransitions: readonly Transition[] = [
  move('submitted', 'received', 'accept', 'Tiếp nhận', 'Accept'),
  move('submitted', 'refused', 'refuse', 'Từ chối tiếp nhận', 'Refuse'),
  move('submitted', 'withdrawn', 'withdraw', 'Rút hồ sơ', 'Withdraw'),
  move('received', 'processing', 'process', 'Chuyển xử lý', 'Pass on for processing'),
  move('received', 'supplement-requested', 'request-supplement', 'Yêu cầu bổ sung', 'Request papers'),
  move('received', 'withdrawn', 'withdraw', 'Rút hồ sơ', 'Withdraw'),
  move('received', 'stopped', 'stop', 'Dừng xử lý', 'Stop'),
  move('processing', 'supplement-requested', 'request-supplement', 'Yêu cầu bổ sung', 'Request papers'),
  move('processing', 'payment-requested', 'request-payment', 'Yêu cầu nộp tiền', 'Request payment'),
  move('processing', 'withdrawn', 'withdraw', 'Rút hồ sơ', 'Withdraw'),
  move('processing', 'stopped', 'stop', 'Dừng xử lý', 'Stop'),
  move('processing', 'solved', 'solve', 'Có kết quả', 'Record the result'),
  move('supplement-requested', 'processing', 'take-supplement', 'Nhận bổ sung', 'Take the papers in'),
  move('supplement-requested', 'withdrawn', 'withdraw', 'Rút hồ sơ', 'Withdraw'),
  move('supplement-requested', 'stopped', 'stop', 'Dừng xử lý', 'Stop'),
  move('supplement-requested', 'refused', 'refuse', 'Từ chối tiếp nhận', 'Refuse', 'never-accepted'),
  move('payment-requested', 'processing', 'take-payment', 'Đã nộp tiền', 'Payment made'),
  move('payment-requested', 'withdrawn', 'withdraw', 'Rút hồ sơ', 'Withdraw'),
  move('payment-requested', 'stopped', 'stop', 'Dừng xử lý', 'Stop'),
  move('stopped', 'processing', 'resume', 'Xử lý tiếp', 'Resume'),
  move('solved', 'returned', 'hand-over-result', 'Trả kết quả', 'Hand over the result'),
  move('solved', 'processing', 'correct-result', 'Mở lại để sửa kết quả', 'Reopen to correct', 'with-reason'),
];

/** In which states a dossier may begin. A walk-in is received, refused, asked for papers, or gets its result at once. */
export const initialStates = {
  counter: ['received', 'refused', 'supplement-requested', 'returned'],
  online: ['submitted'],
  postal: ['received', 'refused', 'supplement-requested'],
} as const satisfies Record<string, readonly DossierState[]>;

/** The description of a state. */
export function describeState(wanted: DossierState): StateDescription {
  const found = dossierStates.find((item) => item.state === wanted);
  if (found === undefined) throw new RangeError(`not a state of a dossier: ${wanted}`);
  return found;
}

/**
 * How national reports count a dossier; null where they do not. A cancelled one was received by mistake: it stands in
 * the register and is found, and is neither handled nor paused nor in progress. A slip is of no reception at all.
 */
export function reportGroupOf(dossier: {
  state: DossierState;
  cancelled: unknown;
  slip?: unknown;
}): StateDescription['group'] | null {
  if (dossier.cancelled !== null || dossier.slip !== undefined) return null;
  return describeState(dossier.state).group;
}

/** The state with a national code ("1".."10"), or undefined. */
export function findStateByNationalCode(nationalCode: string): DossierState | undefined {
  return dossierStates.find((item) => item.nationalCode === nationalCode)?.state;
}

/**
 * What may be done with a dossier in this state. `everAccepted`: a receipt was given at some time (then it can no
 * longer be refused, only solved by a written refusal).
 */
export function allowedActions(
  from: DossierState,
  circumstances: { everAccepted: boolean },
): readonly Transition[] {
  return dossierTransitions.filter(
    (item) => item.from === from && !(item.condition === 'never-accepted' && circumstances.everAccepted),
  );
}

/** May a dossier go from one state straight to the other? */
export function mayMove(
  from: DossierState,
  to: DossierState,
  circumstances: { everAccepted: boolean },
): boolean {
  return allowedActions(from, circumstances).some((item) => item.to === to);
}

function state(
  name: DossierState,
  nationalCode: string,
  vi: string,
  en: string,
  icon: string,
  tone: StateDescription['tone'],
  group: StateDescription['group'],
  terminal = false,
): StateDescription {
  return { state: name, nationalCode, label: { vi, en }, icon, tone, group, terminal };
}

function move(
  from: DossierState,
  to: DossierState,
  action: DossierAction,
  vi: string,
  en: string,
  condition: Transition['condition'] = null,
): Transition {
  return { from, to, action, label: { vi, en }, condition };
}
