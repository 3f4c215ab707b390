/** Texts that state a temporal value, as `@"…"` does and as variables hold them. */
import type { Value } from "../values/value.ts";
import { FeelDate } from "./date.ts";
import { FeelDateTime } from "./date-time.ts";
import { parseDuration } from "./duration.ts";
import { FeelTime } from "./time.ts";

/** The date, time, date and time or duration; null when the text states none. */
export function parseTemporal(text: string): Value {
  if (text.startsWith("P") || text.startsWith("-P")) return parseDuration(text);
  if (text.includes("T")) {
    const dateTime = FeelDateTime.parse(text);
    if (dateTime !== null) return dateTime;
  }
  return FeelDate.parse(text) ?? FeelTime.parse(text);
}
