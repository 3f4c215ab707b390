/** Durations of years and months, in months (DMN 1.3 §10.3.2.3.9). */
import { FeelObject } from "../values/value.ts";

/** A span of the calendar. */
export class YearMonthDuration extends FeelObject {
  readonly kind = "years and months duration";
  readonly months: number;

  constructor(months: number) {
    super();
    this.months = months === 0 ? 0 : months;
  }

  /** Whole years, with the sign of the duration. */
  get years(): number {
    return Math.trunc(this.months / 12) || 0;
  }

  override toString(): string {
    const all = Math.abs(this.months);
    const years = Math.floor(all / 12);
    const sign = this.months < 0 ? "-" : "";
    const text = (years === 0 ? "" : `${years}Y`) + (all % 12 === 0 ? "" : `${all % 12}M`);
    return `${sign}P${text === "" ? "0M" : text}`;
  }
}
