/** Real files for uploads, made here: what is not what its name says is refused. */
import { crc32, deflateSync } from "node:zlib";

/** A file as Playwright hands it to an input. */
export interface UploadFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/**
 * A PDF of one empty page, whole: a viewer that cannot read it opens a dialog, which takes the keyboard away from whoever is
 * typing beside it.
 */
export function pdf(name: string): UploadFile {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
  ].map((content, index) => `${String(index + 1)} 0 obj${content}endobj\n`);
  const head = "%PDF-1.4\n";
  const body = head + objects.join("");
  const offsets = objects.map((_, index) => head.length + objects.slice(0, index).join("").length);
  const entries = [
    "0000000000 65535 f ",
    ...offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n `),
  ];
  const size = String(objects.length + 1);
  const table = `xref\n0 ${size}\n${entries.join("\n")}\n`;
  const trailer = `trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${String(body.length)}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(body + table + trailer) };
}

/** A grey PNG of 240 by 160 pixels. */
export function png(name: string): UploadFile {
  const [width, height] = [240, 160];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 0x99));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))];
  return { name, mimeType: "image/png", buffer: Buffer.concat([signature, ...parts]) };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
