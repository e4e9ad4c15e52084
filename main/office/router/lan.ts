import { OfficeError } from '../lifecycle/index.ts';
import { findDevice } from './caller.ts';
import { type CallContext, procedures, requireUser } from './context.ts';

const GONE = 'Yêu cầu ghép máy này không còn: đã hết hạn, bị hủy hoặc đã được trả lời. Hãy cấp mã mới.';
const NOTHING_LISTENS =
  'Bản chương trình đang chạy không mở được cho mạng nội bộ. Hãy cài lại chương trình, hoặc chạy npm start -- --web, rồi mở lại.';
const OTHER_DIGITS =
  'Số này không phải số đang hiện trên máy đã gõ mã. Hãy gõ đúng 4 chữ số trên máy cần ghép; nếu máy đó không hiện số nào thì máy khác đã dùng mã: hãy từ chối và cấp mã mới.';
const NOT_HERE = 'Máy này không có địa chỉ mạng đó. Hãy chọn một địa chỉ trong danh sách.';
const NO_DEVICE = 'Không có máy nào như vậy, hoặc máy đã được gỡ.';
const NOT_A_DEVICE =
  'Cửa sổ này đã vào được trạm nên không cần ghép. Hãy mở địa chỉ ghép máy trên máy cần ghép.';

/** Only what reached the office as a device and is not paired may ask to be. Throws `not-allowed`. */
function unpairedDevice(context: CallContext) {
  const { device } = context.connection.from;
  if (device === undefined || findDevice(context) !== undefined) {
    throw new OfficeError('not-allowed', { message: NOT_A_DEVICE });
  }
  return device;
}

export const lan = {
  state: procedures.lan.state.handler(({ context }) => context.core.lan.state()),
  open: procedures.lan.open.handler(async ({ context, input }) => {
    const { user } = requireUser(context);
    const { lan } = context.core;
    if (!lan.isPossible()) throw new OfficeError('address-taken', { message: NOTHING_LISTENS });
    if (!lan.isAddressHere(input.address)) {
      throw new OfficeError('address-taken', { field: 'address', message: NOT_HERE });
    }
    await lan.open(input, user.id).catch((error: unknown) => {
      throw isOfPort(error) ? new OfficeError('address-taken', { field: 'port' }) : error;
    });
    return lan.state();
  }),
  close: procedures.lan.close.handler(async ({ context }) => {
    const { user } = requireUser(context);
    await context.core.lan.close(user.id);
    return context.core.lan.state();
  }),
  beginPairing: procedures.lan.beginPairing.handler(({ context, input }) => {
    const { lan } = context.core;
    if (!lan.beginPairing(input, requireUser(context).user.id)) throw new OfficeError('pairing-running');
    return lan.state();
  }),
  cancelPairing: procedures.lan.cancelPairing.handler(({ context, input }) => {
    const { lan } = context.core;
    if (!lan.cancel(input.pairing)) throw new OfficeError('not-found', { message: GONE });
    return lan.state();
  }),
  decide: procedures.lan.decide.handler(({ context, input }) => {
    const { user } = requireUser(context);
    const { lan } = context.core;
    const { pairing, digits } = input;
    const outcome =
      digits === null ? (lan.refuse(pairing) ? 'refused' : 'gone') : lan.admit(pairing, digits, user.id);
    if (outcome === 'gone') throw new OfficeError('not-found', { message: GONE });
    if (outcome === 'differs') {
      throw new OfficeError('confirmation-differs', { field: 'digits', message: OTHER_DIGITS });
    }
    return lan.state();
  }),
  revoke: procedures.lan.revoke.handler(({ context, input }) => {
    const { user } = requireUser(context);
    if (!context.core.lan.revoke(input.device, user.id)) {
      throw new OfficeError('not-found', { message: NO_DEVICE });
    }
    return context.core.lan.state();
  }),
  pair: procedures.lan.pair.handler(({ context, input }) => {
    const { address, browser } = unpairedDevice(context);
    const asked = context.core.lan.ask(input.code, { address, browser });
    if (asked.state === 'wrong') throw new OfficeError('pairing-failed', { field: 'code' });
    if (asked.state === 'waits') {
      const { seconds } = asked;
      const message = `Máy này gõ sai nhiều lần. Hãy chờ ${seconds} giây rồi gõ lại mã trên màn hình của quản trị viên.`;
      throw new OfficeError('too-many-attempts', { field: 'code', waitSeconds: seconds, message });
    }
    const { request, digits } = asked;
    return { request, digits };
  }),
  pairing: procedures.lan.pairing.handler(({ context, input }) => {
    unpairedDevice(context);
    return context.core.lan.stepOf(input.request);
  }),
};

/** What listening fails with where another program has the port, or this one may not. */
function isOfPort(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'EINVAL', 'EAFNOSUPPORT'].includes(String(error.code))
  );
}
