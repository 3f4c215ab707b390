/** Dates (DMN 1.3 §10.3.2.3.5). */
import { FeelObject } from "../values/value.ts";
import { civilOf, daysInMonth, epochDayOf } from "./calendar.ts";
import { digits } from "./zone.ts";

const MAX_YEAR = 999_999_999;
const DATE = /^(-?)([1-9]\d{4,8}|\d{4})-(\d\d)-(\d\d)$/;

/** See the file's head. */
export class FeelDate extends FeelObject {
  readonly kind = "date";
  readonly year: number;
  readonly month: number;
  readonly day: number;

  private constructor(year: number, month: number, day: number) {
    super();
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** The date; null when the calendar has none of these numbers. */
  static of(year: number, month: number, day: number): FeelDate | null {
    if (!Number.isInteger(year) || Math.abs(year) > MAX_YEAR) return null;
    if (!Number.isInteger(month) || month < 1 || month > 12) return null;
    if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return null;
    return new FeelDate(year, month, day);
  }

  static ofEpochDay(epochDay: number): FeelDate | null {
    const { year, month, day } = civilOf(epochDay);
    return FeelDate.of(year, month, day);
  }

  /** `2026-11-23`; null for every other text. */
  static parse(text: string): FeelDate | null {
    const [match, sign, year, month, day] = DATE.exec(text) ?? [];
    if (match === undefined || (sign === "-" && Number(year) === 0)) return null;
    return FeelDate.of(Number(year) * (sign === "-" ? -1 : 1), Number(month), Number(day));
  }

  /** Days since 1970-01-01. */
  get epochDay(): number {
    return epochDayOf(this.year, this.month, this.day);
  }

  /** The same day some months later, or the last of that month where it is shorter. */
  plusMonths(months: number): FeelDate | null {
    const count = this.year * 12 + this.month - 1 + months;
    const year = Math.floor(count / 12);
    const month = count - year * 12 + 1;
    return FeelDate.of(year, month, Math.min(this.day, daysInMonth(year, month)));
  }

  override toString(): string {
    const sign = this.year < 0 ? "-" : "";
    const year = digits(Math.abs(this.year), 4);
    return `${sign}${year}-${digits(this.month, 2)}-${digits(this.day, 2)}`;
  }
}
