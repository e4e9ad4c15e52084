/** How wide a printer prints. 203 dots to the inch, eight to the millimetre. */
export type PaperProfile = {
  readonly id: 'mm58' | 'mm80';
  /** Width of the roll. */
  readonly millimetres: number;
  /** Dots that are printed across. */
  readonly dots: number;
  /** Times that the printer's own letters (12×24 dots) are enlarged for the number: 1 to 8. */
  readonly numberScale: number;
  /** Height of letters in dots: the number's group, ordinary lines, small ones. */
  readonly text: { readonly large: number; readonly normal: number; readonly small: number };
  /** Dots of one module of the QR. */
  readonly qrModule: number;
};

/** The two rolls that ticket printers take. */
export const PAPER_PROFILES: Readonly<Record<PaperProfile['id'], PaperProfile>> = {
  mm58: {
    id: 'mm58',
    millimetres: 58,
    dots: 384,
    numberScale: 6,
    text: { large: 28, normal: 23, small: 20 },
    qrModule: 4,
  },
  mm80: {
    id: 'mm80',
    millimetres: 80,
    dots: 576,
    numberScale: 8,
    text: { large: 34, normal: 26, small: 22 },
    qrModule: 5,
  },
};
