const DAY = 86_400_000;

/** How long before its end a certificate is warned about: renewing one with an issuer takes weeks. Days. */
export const WARNING_DAYS = 30;

export type Expiry = {
  state: 'not-yet-valid' | 'valid' | 'expires-soon' | 'expired';
  /** Whole days until the end, rounded down; negative after it. */
  daysLeft: number;
  /** In Vietnamese, with what to do; empty while there is nothing to say. */
  warning: string;
};

/** How a certificate's validity stands at a time (milliseconds since 1970). */
export function expiryOf(
  { validFrom, validTo }: { validFrom: number; validTo: number },
  now: number,
  warningDays = WARNING_DAYS,
): Expiry {
  const daysLeft = Math.floor((validTo - now) / DAY);
  if (now < validFrom)
    return {
      state: 'not-yet-valid',
      daysLeft,
      warning:
        'Chứng thư số chưa đến ngày có hiệu lực: kiểm tra đồng hồ máy tính, hoặc chờ đến ngày có hiệu lực.',
    };
  if (now > validTo)
    return {
      state: 'expired',
      daysLeft,
      warning: 'Chứng thư số đã hết hạn: gia hạn với nơi cấp rồi cập nhật vào USB ký số.',
    };
  if (daysLeft >= warningDays) return { state: 'valid', daysLeft, warning: '' };
  const left = daysLeft === 0 ? 'hết hạn trong hôm nay' : `còn ${daysLeft} ngày là hết hạn`;
  return {
    state: 'expires-soon',
    daysLeft,
    warning: `Chứng thư số ${left}: liên hệ nơi cấp để gia hạn ngay.`,
  };
}
