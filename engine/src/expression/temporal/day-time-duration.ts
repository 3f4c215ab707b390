/** Durations of days and time, in exact seconds (DMN 1.3 §10.3.2.3.8). */
import {
  compareNumbers,
  decimalOf,
  type FeelNumber,
  floorOf,
  negate,
  numberText,
  parseNumber,
  toDouble,
  wholeNumber,
} from "../values/number.ts";
import { FeelObject } from "../values/value.ts";
import { SECONDS_PER_DAY } from "./time.ts";

/** Beyond it, seconds and nanoseconds do not fit into the 34 digits of a number. */
const MAX_SECONDS = 1e20;

/** A length of time. */
export class DayTimeDuration extends FeelObject {
  readonly kind = "days and time duration";
  readonly seconds: FeelNumber;

  private constructor(seconds: FeelNumber) {
    super();
    this.seconds = seconds;
  }

  /** The duration; null when it is longer than any that means something. */
  static of(seconds: FeelNumber | null): DayTimeDuration | null {
    if (seconds === null || decimalOf(seconds).abs().gt(MAX_SECONDS)) return null;
    return new DayTimeDuration(seconds);
  }

  /** A number of seconds that an offset or a clock can have. */
  static ofSeconds(seconds: number): DayTimeDuration {
    return new DayTimeDuration(seconds);
  }

  /** Days, hours, minutes and seconds, all with the sign of the duration. */
  get parts(): { days: FeelNumber; hours: number; minutes: number; seconds: FeelNumber } {
    const isNegative = compareNumbers(this.seconds, 0) < 0;
    const all = decimalOf(this.seconds).abs();
    const days = all.divToInt(SECONDS_PER_DAY);
    const rest = all.minus(days.times(SECONDS_PER_DAY));
    const whole = rest.floor().toNumber();
    const signed = <T extends FeelNumber>(value: T): T => (isNegative ? negate(value) : value) as T;
    return {
      days: signed(parseNumber(days.toString()) ?? 0),
      hours: signed(Math.floor(whole / 3600)),
      minutes: signed(Math.floor(whole / 60) % 60),
      seconds: signed(parseNumber(rest.minus(Math.floor(whole / 60) * 60).toString()) ?? 0),
    };
  }

  /** Whole seconds, and the nanoseconds beyond them. */
  get split(): { seconds: number; nanos: number } {
    if (wholeNumber(this.seconds) !== undefined)
      return { seconds: toDouble(this.seconds), nanos: 0 };
    const seconds = floorOf(this.seconds);
    const nanos = decimalOf(this.seconds).minus(seconds).times(1e9).round().toNumber();
    return { seconds: toDouble(seconds), nanos };
  }

  override toString(): string {
    const { days, hours, minutes, seconds } = new DayTimeDuration(
      compareNumbers(this.seconds, 0) < 0 ? negate(this.seconds) : this.seconds,
    ).parts;
    const date = days === 0 ? "" : `${numberText(days)}D`;
    const time = [
      hours === 0 ? "" : `${hours}H`,
      minutes === 0 ? "" : `${minutes}M`,
      seconds === 0 ? "" : `${numberText(seconds)}S`,
    ].join("");
    const sign = compareNumbers(this.seconds, 0) < 0 ? "-" : "";
    if (date === "" && time === "") return "PT0S";
    return `${sign}P${date}${time === "" ? "" : `T${time}`}`;
  }
}
