/** A picture of black dots: rows of whole bytes, the leftmost dot in the highest bit, 1 is black. */
export type Bitmap = { readonly width: number; readonly height: number; readonly bytes: Uint8Array };

/** Bytes of one row of so many dots. */
export function strideOf(width: number): number {
  return Math.ceil(width / 8);
}

/** A white picture. */
export function createBitmap(width: number, height: number): Bitmap {
  return { width, height, bytes: new Uint8Array(strideOf(width) * height) };
}

/** Whether the dot is black; outside of the picture all is white. */
export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || x >= bitmap.width || y < 0 || y >= bitmap.height) return false;
  return ((bitmap.bytes[y * strideOf(bitmap.width) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Makes a dot black; what lies outside is cut off. */
export function blacken(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || x >= bitmap.width || y < 0 || y >= bitmap.height) return;
  const index = y * strideOf(bitmap.width) + (x >> 3);
  bitmap.bytes[index] = (bitmap.bytes[index] ?? 0) | (0x80 >> (x & 7));
}

/** A picture from a question asked of every dot. */
export function drawBitmap(width: number, height: number, black: (x: number, y: number) => boolean): Bitmap {
  const bitmap = createBitmap(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (black(x, y)) blacken(bitmap, x, y);
  }
  return bitmap;
}

/** The rows from one to before another. */
export function rowsOf(bitmap: Bitmap, from: number, to: number): Bitmap {
  const stride = strideOf(bitmap.width);
  return {
    width: bitmap.width,
    height: to - from,
    bytes: bitmap.bytes.slice(from * stride, to * stride),
  };
}

/** Without the white rows above and below, and how many there were; of a white picture nothing remains. */
export function trimRows(bitmap: Bitmap): { bitmap: Bitmap; above: number; below: number } {
  const stride = strideOf(bitmap.width);
  const isWhite = (y: number) =>
    !bitmap.bytes.subarray(y * stride, (y + 1) * stride).some((byte) => byte !== 0);
  let top = 0;
  while (top < bitmap.height && isWhite(top)) top += 1;
  let bottom = bitmap.height;
  while (bottom > top && isWhite(bottom - 1)) bottom -= 1;
  return { bitmap: rowsOf(bitmap, top, bottom), above: top, below: bitmap.height - bottom };
}

/** Draws one picture into another; only black covers. */
export function stamp(
  onto: Bitmap,
  picture: Bitmap,
  left: number,
  top: number,
  scaleX = 1,
  scaleY = 1,
): void {
  for (let y = 0; y < picture.height * scaleY; y += 1) {
    for (let x = 0; x < picture.width * scaleX; x += 1) {
      if (isBlack(picture, Math.floor(x / scaleX), Math.floor(y / scaleY))) blacken(onto, left + x, top + y);
    }
  }
}

/** Whether two pictures are the same, dot for dot. */
export function sameBitmap(one: Bitmap, other: Bitmap): boolean {
  if (one.width !== other.width || one.height !== other.height) return false;
  return one.bytes.every((byte, index) => byte === other.bytes[index]);
}
