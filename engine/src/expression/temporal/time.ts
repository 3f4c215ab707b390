/** Times of day, with or without a zone (DMN 1.3 §10.3.2.3.6). */
import { FeelObject } from "../values/value.ts";
import { digits, offsetAt, parseZone, type Zone, zoneText } from "./zone.ts";

/** Nanoseconds of a second and of a day. */
export const NANOS_PER_SECOND = 1_000_000_000;
export const SECONDS_PER_DAY = 86_400;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@.+)?$/;

/** See the file's head. */
export class FeelTime extends FeelObject {
  readonly kind = "time";
  /** Whole seconds since midnight. */
  readonly secondOfDay: number;
  readonly nano: number;
  readonly zone: Zone | null;

  constructor(secondOfDay: number, nano: number, zone: Zone | null) {
    super();
    this.secondOfDay = secondOfDay;
    this.nano = nano;
    this.zone = zone;
  }

  /** The time; null when a clock does not show these numbers. */
  static of(
    hour: number,
    minute: number,
    second: number,
    nano: number,
    zone: Zone | null,
  ): FeelTime | null {
    const fits = (value: number, end: number): boolean =>
      Number.isInteger(value) && value >= 0 && value < end;
    if (!fits(hour, 24) || !fits(minute, 60) || !fits(second, 60) || !fits(nano, NANOS_PER_SECOND))
      return null;
    return new FeelTime(hour * 3600 + minute * 60 + second, nano, zone);
  }

  /** `08:30:00`, with fractions and zone if there are; null for every other text. */
  static parse(text: string): FeelTime | null {
    const [match, hour, minute, second, fraction = "", zoned] = TIME.exec(text) ?? [];
    if (match === undefined) return null;
    const zone = zoned === undefined ? null : parseZone(zoned);
    if (zoned !== undefined && zone === null) return null;
    const nano = Number(fraction.padEnd(9, "0"));
    return FeelTime.of(Number(hour), Number(minute), Number(second), nano, zone);
  }

  get hour(): number {
    return Math.floor(this.secondOfDay / 3600);
  }

  get minute(): number {
    return Math.floor(this.secondOfDay / 60) % 60;
  }

  get second(): number {
    return this.secondOfDay % 60;
  }

  /** Seconds east of UTC; null without a zone. A region's offset is that of 1970-01-01. */
  get offset(): number | null {
    return this.zone === null ? null : offsetAt(this.zone, this.secondOfDay);
  }

  override toString(): string {
    const clock = [this.hour, this.minute, this.second].map((part) => digits(part, 2)).join(":");
    const zone = this.zone === null ? "" : zoneText(this.zone);
    return `${clock}${fractionText(this.nano)}${zone}`;
  }
}

/** `.5` for half a second; empty for none. */
function fractionText(nano: number): string {
  return nano === 0 ? "" : `.${digits(nano, 9).replace(/0+$/, "")}`;
}
