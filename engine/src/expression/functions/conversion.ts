/** Conversion functions (DMN 1.3 §10.3.4.1), and JSON and base64 as Camunda has them. */
import { FeelDate } from "../temporal/date.ts";
import { FeelDateTime } from "../temporal/date-time.ts";
import { DayTimeDuration } from "../temporal/day-time-duration.ts";
import { parseDuration } from "../temporal/duration.ts";
import { YearMonthDuration } from "../temporal/year-month-duration.ts";
import { FeelTime, NANOS_PER_SECOND } from "../temporal/time.ts";
import { offsetZone, parseZone, regionZone, UTC, type Zone } from "../temporal/zone.ts";
import { jsonOf } from "../values/json.ts";
import { decimalOf, type FeelNumber, parseNumber, toDouble } from "../values/number.ts";
import { textOf } from "../values/text.ts";
import type { Value } from "../values/value.ts";
import { define } from "./define.ts";
import {
  any,
  date,
  dateTime,
  dayTime,
  day,
  number,
  optional,
  text,
  time,
  whole,
} from "./parameters.ts";
import { fromBase64, parseJson, toBase64 } from "./encoding.ts";

/** Steps of reading a number or a zone. */
const PARSING_STEPS = 100;
const GROUPING = new Set([" ", ",", "."]);
const DECIMAL_SIGNS = new Set([",", "."]);

/** `number("1.234,5", ".", ",")`. */
function numberFrom(
  from: string,
  grouping: string | undefined,
  sign: string | undefined,
): Value | undefined {
  if (grouping !== undefined && !GROUPING.has(grouping)) return undefined;
  if (sign !== undefined && (!DECIMAL_SIGNS.has(sign) || sign === grouping)) return undefined;
  const plain = grouping === undefined ? from : from.replaceAll(grouping, "");
  return parseNumber(sign === undefined ? plain : plain.replace(sign, ".")) ?? undefined;
}

function timeOf(
  hour: number,
  minute: number,
  second: FeelNumber,
  zone: Zone | null,
): FeelTime | undefined {
  const seconds = decimalOf(second).floor();
  const nano = decimalOf(second).minus(seconds).times(NANOS_PER_SECOND).floor().toNumber();
  return FeelTime.of(hour, minute, seconds.toNumber(), nano, zone) ?? undefined;
}

function zoneOf(offset: DayTimeDuration | undefined): Zone | null | undefined {
  if (offset === undefined) return null;
  const seconds = toDouble(offset.seconds);
  return Math.abs(seconds) > 18 * 3600 || !Number.isInteger(seconds)
    ? undefined
    : offsetZone(seconds);
}

/** Whole months from one day to the other. */
function monthsBetween(from: FeelDate, to: FeelDate): YearMonthDuration {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return new YearMonthDuration(months - 1);
  return new YearMonthDuration(months < 0 && to.day > from.day ? months + 1 : months);
}

const midnight = (of: FeelDate, zone: Zone | null): FeelDateTime =>
  new FeelDateTime(of, new FeelTime(0, 0, zone));

/** See the file's head. */
export const conversionFunctions = [
  define("string", [any("from")], ({ run }, from) => (from === null ? null : textOf(from, run))),
  define(
    "number",
    [text("from"), optional(text("grouping separator")), optional(text("decimal separator"))],
    ({ run }, from, grouping, sign) => {
      run.spend(PARSING_STEPS);
      return numberFrom(from, grouping, sign);
    },
  ),
  define("number", [number("from")], (_call, from) => from),
  define("date", [text("from")], (_call, from) => FeelDate.parse(from) ?? undefined),
  define("date", [day("from")], (_call, from) => from),
  define(
    "date",
    [whole("year"), whole("month"), whole("day")],
    (_call, year, month, dayOfMonth) => FeelDate.of(year, month, dayOfMonth) ?? undefined,
  ),
  define("time", [text("from")], ({ run }, from) => {
    run.spend(PARSING_STEPS);
    return FeelTime.parse(from) ?? undefined;
  }),
  define("time", [time("from")], (_call, from) => from),
  define("time", [dateTime("from")], (_call, from) => from.time),
  define("time", [date("from")], () => new FeelTime(0, 0, UTC)),
  define(
    "time",
    [whole("hour"), whole("minute"), number("second"), optional(dayTime("offset"))],
    (_call, hour, minute, second, offset) => {
      const zone = zoneOf(offset);
      return zone === undefined ? undefined : timeOf(hour, minute, second, zone);
    },
  ),
  define("date and time", [text("from")], ({ run }, from) => {
    run.spend(PARSING_STEPS);
    return FeelDateTime.parse(from) ?? undefined;
  }),
  define("date and time", [dateTime("from")], (_call, from) => from),
  define("date and time", [date("from")], (_call, from) => midnight(from, null)),
  define("date and time", [day("date"), time("time")], (_call, of, at) => new FeelDateTime(of, at)),
  define("date and time", [dateTime("date"), text("timezone")], ({ run }, given, id) => {
    run.spend(PARSING_STEPS);
    const zone = parseZone(id) ?? regionZone(id);
    if (zone === null) return undefined;
    const { date: of, time: at } = given;
    const local = given.zone ?? regionZone(run.context.timeZone ?? "UTC");
    const instant = new FeelDateTime(of, new FeelTime(at.secondOfDay, at.nano, local));
    return FeelDateTime.ofEpoch(instant.epochSeconds, at.nano, zone) ?? undefined;
  }),
  define("duration", [text("from")], (_call, from) => parseDuration(from) ?? undefined),
  define("duration", [dayTime("from")], (_call, from) => from),
  define("duration", [any("from")], (_call, from) =>
    from instanceof YearMonthDuration ? from : undefined,
  ),
  define("years and months duration", [day("from"), day("to")], (_call, from, to) =>
    monthsBetween(from, to),
  ),
  define("to json", [any("value")], ({ run }, value) => {
    const json = jsonOf(value, run);
    return json === undefined ? undefined : JSON.stringify(json);
  }),
  define("from json", [text("value")], ({ run }, value) => parseJson(value, run)),
  define("to base64", [text("value")], (_call, value) => toBase64(value)),
  define("from base64", [text("value")], (_call, value) => fromBase64(value)),
];
