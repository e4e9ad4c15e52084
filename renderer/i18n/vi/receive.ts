/** Texts of features/receive. */
export const receive = {
  title: 'Tiếp nhận hồ sơ',
};
