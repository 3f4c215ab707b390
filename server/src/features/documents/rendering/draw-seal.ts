/**
 * The office's seal as a picture: ring, star, name along the arc. It shows who issued the document; the proof is the record
 * behind the QR code (an SM2 signature with OFD seal is an adapter of its own).
 */

const RADIUS = 54;
const RED = "#d7000f";
/** Degrees of the arc that a long name may take. */
const MAX_ARC = 250;

/** Draws the seal with its centre at (x, y), in points. */
export function drawSeal(
  pdf: PDFKit.PDFDocument,
  seal: { readonly x: number; readonly y: number; readonly text: string },
): void {
  pdf.save().opacity(0.82).fillColor(RED).strokeColor(RED);
  pdf.lineWidth(2.4).circle(seal.x, seal.y, RADIUS).stroke();
  drawStar(pdf, seal.x, seal.y, 16);

  const characters = Array.from(seal.text);
  const step = Math.min(22, MAX_ARC / Math.max(characters.length - 1, 1));
  const size = Math.min(13, (step / 180) * Math.PI * (RADIUS - 14) * 1.05);
  pdf.font("bold").fontSize(size);
  const first = (-step * (characters.length - 1)) / 2;
  for (const [index, character] of characters.entries()) {
    pdf.save().rotate(first + step * index, { origin: [seal.x, seal.y] });
    pdf.text(character, seal.x - size / 2, seal.y - RADIUS + 5, { lineBreak: false });
    pdf.restore();
  }
  pdf.restore().opacity(1);
}

function drawStar(pdf: PDFKit.PDFDocument, x: number, y: number, radius: number): void {
  const inner = radius * 0.382;
  for (let point = 0; point < 10; point += 1) {
    const angle = (Math.PI / 5) * point - Math.PI / 2;
    const length = point % 2 === 0 ? radius : inner;
    const px = x + length * Math.cos(angle);
    const py = y + length * Math.sin(angle);
    if (point === 0) pdf.moveTo(px, py);
    else pdf.lineTo(px, py);
  }
  pdf.closePath().fill();
}
