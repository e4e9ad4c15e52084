/** Where the province's server writes what happens. No name, code, or number of a person ever goes in. */
export type ProvinceLog = {
  info(message: string, data?: Record<string, unknown>): void;
  warn(message: string, data?: Record<string, unknown>): void;
  error(message: string, data?: Record<string, unknown>): void;
};
