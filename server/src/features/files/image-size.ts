/** Width and height of JPEG (ISO/IEC 10918-1) and PNG (ISO/IEC 15948) from their headers, without decoding pixels. */

/** Pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Reads the size, or null when the header is damaged. `head` holds the beginning of the file. */
export function imageSize(mimeType: string, head: Buffer): ImageSize | null {
  if (mimeType === "image/png") return pngSize(head);
  return mimeType === "image/jpeg" ? jpegSize(head) : null;
}

function pngSize(head: Buffer): ImageSize | null {
  if (head.length < 24 || head.toString("latin1", 12, 16) !== "IHDR") return null;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

/** Walks the segments to the frame header (SOF0–SOF15 without DHT, JPG and DAC). */
function jpegSize(head: Buffer): ImageSize | null {
  let at = 2;
  while (at + 9 <= head.length && head[at] === 0xff) {
    const marker = head[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (isFrameHeader(marker)) {
      return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    } else {
      at += 2 + head.readUInt16BE(at + 2);
    }
  }
  return null;
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
