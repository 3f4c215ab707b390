/**
 * Draws a document as PDF, A4, in Noto Sans SC (the whole font, so that rare characters of names are there).
 * The same content gives the same page; the creation date is the day of issue, not of drawing.
 */
import { createRequire } from "node:module";
import { finished } from "node:stream/promises";
import PDFDocument from "pdfkit";
import QRCode from "qrcode";
import { dateOf } from "../../../domain/working-calendar/local-date.ts";
import type { Block, DocumentContent, DocumentFrame } from "./document-content.ts";
import { drawSeal } from "./draw-seal.ts";

const resolve = createRequire(import.meta.url).resolve;
const REGULAR = resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf");
const BOLD = resolve("@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf");

/** Points (1/72 inch). */
const MARGIN = 72;
const BODY_SIZE = 12;
const LINE_GAP = 7;
const QR_SIZE = 64;
const INK = "#1f1f1f";
const MUTED = "#595959";
const RED = "#c8102e";

/** Draws the document; resolves to the bytes of a PDF. */
export async function renderDocument(content: DocumentContent): Promise<Buffer> {
  const { frame } = content;
  const qr = await QRCode.toBuffer(frame.trackingUrl, { margin: 0, width: QR_SIZE * 4 });
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    lang: "zh-CN",
    info: {
      Title: `${content.title} ${frame.number}`,
      Author: frame.officeName,
      CreationDate: new Date(frame.issuedAt),
      ModDate: new Date(frame.issuedAt),
    },
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  pdf.registerFont("regular", REGULAR).registerFont("bold", BOLD);

  if (content.layout === "certificate") drawBorder(pdf);
  drawHead(pdf, content, qr);
  for (const block of content.blocks) drawBlock(pdf, block);
  drawFoot(pdf, frame);
  pdf.end();
  await finished(pdf);
  return Buffer.concat(chunks);
}

function drawBorder(pdf: PDFKit.PDFDocument): void {
  const { width, height } = pdf.page;
  pdf
    .lineWidth(3)
    .strokeColor(RED)
    .rect(30, 30, width - 60, height - 60)
    .stroke();
  pdf
    .lineWidth(0.75)
    .rect(37, 37, width - 74, height - 74)
    .stroke();
}

function drawHead(pdf: PDFKit.PDFDocument, content: DocumentContent, qr: Buffer): void {
  const { frame } = content;
  pdf.image(qr, pdf.page.width - MARGIN - QR_SIZE, MARGIN - 12, { width: QR_SIZE });
  pdf
    .font("regular")
    .fontSize(10)
    .fillColor(MUTED)
    .text(frame.officeName, MARGIN, MARGIN - 12);
  const size = content.layout === "certificate" ? 30 : 22;
  pdf
    .font("bold")
    .fontSize(size)
    .fillColor(content.layout === "certificate" ? RED : INK);
  pdf.text(content.title, MARGIN, MARGIN + QR_SIZE, { align: "center" });
  pdf.font("regular").fontSize(11).fillColor(MUTED).moveDown(0.4);
  pdf.text(frame.number, { align: "center" });
  pdf.moveDown(1.2);
  if (content.layout === "letter") {
    pdf.font("bold").fontSize(BODY_SIZE).fillColor(INK).text(`${frame.applicantName}：`);
    pdf.moveDown(0.5);
  }
}

function drawBlock(pdf: PDFKit.PDFDocument, block: Block): void {
  pdf.fontSize(BODY_SIZE).fillColor(INK);
  switch (block.type) {
    case "paragraph":
      pdf.font("regular").text(block.text, { lineGap: LINE_GAP, indent: BODY_SIZE * 2 });
      pdf.moveDown(0.4);
      return;
    case "heading":
      pdf.moveDown(0.3).font("bold").text(block.text, { lineGap: LINE_GAP });
      return;
    case "list":
      pdf.font("regular");
      for (const [index, item] of block.items.entries()) {
        pdf.text(`${index + 1}. ${item}`, MARGIN + BODY_SIZE * 2, undefined, {
          lineGap: LINE_GAP,
          width: pdf.page.width - 2 * MARGIN - BODY_SIZE * 2,
        });
      }
      pdf.x = MARGIN;
      pdf.moveDown(0.4);
      return;
    case "table":
      for (const row of block.rows) drawRow(pdf, row.label, row.value);
      pdf.moveDown(0.6);
  }
}

function drawRow(pdf: PDFKit.PDFDocument, label: string, value: string): void {
  const labelWidth = 110;
  const width = pdf.page.width - 2 * MARGIN;
  const valueWidth = width - labelWidth - 20;
  pdf.font("regular").fontSize(BODY_SIZE);
  const height = pdf.heightOfString(value, { width: valueWidth, lineGap: 4 }) + 14;
  if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage();
  const top = pdf.y;
  pdf.fillColor(MUTED).text(label, MARGIN, top + 7, { width: labelWidth });
  pdf
    .fillColor(INK)
    .text(value, MARGIN + labelWidth + 10, top + 7, { width: valueWidth, lineGap: 4 });
  const bottom = top + height;
  pdf
    .lineWidth(0.5)
    .strokeColor("#d9d9d9")
    .moveTo(MARGIN, bottom)
    .lineTo(MARGIN + width, bottom)
    .stroke();
  pdf.x = MARGIN;
  pdf.y = bottom;
}

function drawFoot(pdf: PDFKit.PDFDocument, frame: DocumentFrame): void {
  const room = 150;
  if (pdf.y + room > pdf.page.height - MARGIN) pdf.addPage();
  const top = pdf.y + 48;
  const width = pdf.page.width - 2 * MARGIN;
  const [year = "", month = "", day = ""] = dateOf(frame.issuedAt).split("-");
  pdf.font("regular").fontSize(BODY_SIZE).fillColor(INK);
  pdf.text(frame.officeName, MARGIN, top, { width, align: "right" });
  pdf.text(`${year}年${Number(month)}月${Number(day)}日`, MARGIN, top + 24, {
    width,
    align: "right",
  });
  drawSeal(pdf, { x: MARGIN + width - 100, y: top + 16, text: frame.officeName });
}
