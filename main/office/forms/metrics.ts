/** Lengths in PDF points (1/72 inch), y from the top of the page. */

/** A5 portrait. Two of them side by side are A4 landscape (841.89 × 595.28). */
export const A5 = { width: 419.53, height: 595.28 };
export const A4_LANDSCAPE = { width: 841.89, height: 595.28 };

/** Space around the text of one A5 page. The top also holds the head of continued pages and the reprint mark. */
export const MARGIN = { left: 34, top: 49, right: 28, bottom: 30 };

/** Width of the text on one A5 page. */
export const TEXT_WIDTH = A5.width - MARGIN.left - MARGIN.right;

/** Where "BẢN IN LẠI n" stands on every page, whether drawn with the form or stamped on the archived PDF. */
export const REPRINT_MARK = { top: 12, height: 14, fontSize: 10 };

/** One dot of a 600 dpi printer; bars and modules are whole multiples of it, else their edges blur. */
export const PRINTER_DOT = 0.12;

/** Left and right column of the form's head. */
export const HEAD = { left: 150, gap: 6, right: TEXT_WIDTH - 156 };

export const BARCODE = { width: HEAD.left, height: 21 };

/** Wanted width of the QR (22.6 mm), and the least of it (20 mm), below which cheap phones fail. */
export const QR = { width: 64, least: 56.7, column: 88 };

/** Tables of papers: the column of row numbers, the narrow columns, space beside a cell's text, lines. */
export const TABLE = { number: 22, count: 42, padding: 3, line: 0.5 };

export const FONT = 'Tinos';
export const COLOUR = { ink: '#000000', muted: '#4a4a4a', mark: '#b3001b', watermark: '#faeaec' };
