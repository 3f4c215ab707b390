/** Running numbers: of cases, documents, licences and tickets. Each series is a row that its transaction holds until it commits. */
import type { Database } from "@tongban/prisma";
import { caseNumber } from "../../domain/identifiers/matter-code.ts";
import { dateOf, type LocalDate } from "../../domain/working-calendar/local-date.ts";

/** The next number of a series, from 1. */
export async function nextNumber(database: Database, key: string): Promise<number> {
  const row = await database.numberSeries.upsert({
    where: { key },
    create: { key, last: 1 },
    update: { last: { increment: 1 } },
  });
  return row.last;
}

/** The number of a new case: implementation code, day, serial. */
export async function nextCaseNumber(
  database: Database,
  implementationCode: string,
  now: number,
): Promise<string> {
  const date = dateOf(now);
  return caseNumber(
    implementationCode,
    date,
    await nextNumber(database, `case/${implementationCode}/${date}`),
  );
}

/**
 * The next document number of an office and year.
 * @example 江北市监许受〔2026〕00001号
 */
export async function nextDocumentNumber(
  database: Database,
  series: { readonly officeKey: string; readonly prefix: string },
  now: number,
): Promise<string> {
  const year = dateOf(now).slice(0, 4);
  const serial = await nextNumber(
    database,
    `document/${series.officeKey}/${series.prefix}/${year}`,
  );
  return `${series.prefix}〔${year}〕${String(serial).padStart(5, "0")}号`;
}

/** The next queue number of a hall and day: A001 to A999. */
export async function nextTicketNumber(
  database: Database,
  hallId: string,
  date: LocalDate,
): Promise<string> {
  const serial = await nextNumber(database, `ticket/${hallId}/${date}`);
  return `A${String(((serial - 1) % 999) + 1).padStart(3, "0")}`;
}

/** The next food licence number: JY2, county, serial (6), check digit (ISO 7064 MOD 11,10). */
export async function nextLicenceNumber(database: Database, regionCode: string): Promise<string> {
  const serial = await nextNumber(database, `licence/JY2/${regionCode}`);
  const digits = `2${regionCode}${String(serial).padStart(6, "0")}`;
  return `JY${digits}${checkDigit(digits)}`;
}

function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}
