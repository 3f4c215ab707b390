/** Dates with a time, and with or without a zone (DMN 1.3 §10.3.2.3.7). */
import { FeelObject } from "../values/value.ts";
import { FeelDate } from "./date.ts";
import { FeelTime, NANOS_PER_SECOND, SECONDS_PER_DAY } from "./time.ts";
import { offsetAt, offsetAtLocal, UTC, type Zone } from "./zone.ts";

/** The midnight at the end of a day, as ISO 8601 allows it behind a date. */
const END_OF_DAY = /^24:00:00(?:\.0+)?(?![\d.])/;

/** See the file's head. */
export class FeelDateTime extends FeelObject {
  readonly kind = "date and time";
  readonly date: FeelDate;
  readonly time: FeelTime;
  /** Kept once it is known, for regions take long to ask. */
  #offset: number | null | undefined;

  constructor(date: FeelDate, time: FeelTime) {
    super();
    this.date = date;
    this.time = time;
  }

  /** `2026-11-23T08:30:00`; a date alone is its midnight; null for every other text. */
  static parse(text: string): FeelDateTime | null {
    const split = text.indexOf("T");
    const date = FeelDate.parse(split === -1 ? text : text.slice(0, split));
    if (split === -1) return date && new FeelDateTime(date, new FeelTime(0, 0, null));
    const clock = text.slice(split + 1);
    const time = FeelTime.parse(clock.replace(END_OF_DAY, "00:00:00"));
    if (date !== null && time !== null && END_OF_DAY.test(clock)) {
      const next = FeelDate.ofEpochDay(date.epochDay + 1);
      return next && new FeelDateTime(next, time);
    }
    return date === null || time === null ? null : new FeelDateTime(date, time);
  }

  /** What the clocks of a zone show at an instant. */
  static ofEpoch(seconds: number, nano: number, zone: Zone | null): FeelDateTime | null {
    const local = seconds + (zone === null ? 0 : offsetAt(zone, seconds));
    const epochDay = Math.floor(local / SECONDS_PER_DAY);
    const date = FeelDate.ofEpochDay(epochDay);
    const secondOfDay = local - epochDay * SECONDS_PER_DAY;
    return date && new FeelDateTime(date, new FeelTime(secondOfDay, nano, zone));
  }

  /** The instant of a number of milliseconds since 1970, in UTC. */
  static ofEpochMs(ms: number): FeelDateTime | null {
    const seconds = Math.floor(ms / 1000);
    return FeelDateTime.ofEpoch(seconds, (ms - seconds * 1000) * 1_000_000, UTC);
  }

  get zone(): Zone | null {
    return this.time.zone;
  }

  /** Seconds since 1970 on the local clock. */
  get #localSeconds(): number {
    return this.date.epochDay * SECONDS_PER_DAY + this.time.secondOfDay;
  }

  /** Seconds east of UTC; null without a zone. */
  get offset(): number | null {
    this.#offset ??= this.zone === null ? null : offsetAtLocal(this.zone, this.#localSeconds);
    return this.#offset;
  }

  /** Seconds since 1970; without a zone as if it were UTC. */
  get epochSeconds(): number {
    return this.#localSeconds - (this.offset ?? 0);
  }

  /** Some seconds and nanoseconds later, on the same zone's clock. */
  plus(seconds: number, nanos: number): FeelDateTime | null {
    const sum = this.time.nano + nanos;
    const carry = Math.floor(sum / NANOS_PER_SECOND);
    const total = this.epochSeconds + seconds + carry;
    return FeelDateTime.ofEpoch(total, sum - carry * NANOS_PER_SECOND, this.zone);
  }

  plusMonths(months: number): FeelDateTime | null {
    const date = this.date.plusMonths(months);
    return date && new FeelDateTime(date, this.time);
  }

  override toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`;
  }
}
