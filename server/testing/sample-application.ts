/** What an applicant of M02 hands in, for integration tests. */
import { crc32, deflateSync } from "node:zlib";

/** A PNG of 64 by 64 black pixels, whole. */
export const PNG = ((): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 0]);
  const pixels = deflateSync(Buffer.alloc(64 * 65));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
})();
/** A PDF without pages. */
export const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

/** A request with one file. */
export function file(
  name: string,
  content: Buffer,
): { body: Buffer; headers: Record<string, string> } {
  const boundary = "----tongban";
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}

/** A form without faults. */
export const FORM = {
  operatorName: "江北区燕子小馆",
  uscc: "92980102MA1YC0013X",
  phone: "13900000001",
  bizForm: "餐饮服务经营者",
  items: ["热食类食品制售"],
  area: 86,
  address: "临江市江北区滨河大道 12 号",
  safetyOfficerName: "林小燕",
  safetyOfficerIdNumber: "980102199003076024",
};
/** Answers to the situation questions. */
export const ANSWERS = { hasLicence: true, hasStaff: true, coldFood: false, viaAgent: false };
