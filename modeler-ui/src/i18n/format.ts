/**
 * Dates, durations and money as people read them. Everything is in Asia/Shanghai, wherever the browser is; money
 * comes as integer fen.
 */
import type { Language } from "./language.ts";

const ZONE = "Asia/Shanghai";
/** Working minutes of one full working day, 09:00–12:00 and 13:30–17:30. */
const WORKING_DAY_MINUTES = 420;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language, { timeZone: ZONE, ...options });
    formats.set(key, found);
  }
  return found;
}

/** 2026年11月23日 / Nov 23, 2026. */
export function formatDate(at: string | number, language: Language): string {
  return format(language, { dateStyle: language === "en" ? "medium" : "long" }).format(
    new Date(at),
  );
}

/** 11月23日 / Nov 23: for bars and lists in which the year is clear. */
export function formatDay(at: string | number, language: Language): string {
  return format(language, { month: language === "en" ? "short" : "long", day: "numeric" }).format(
    new Date(at),
  );
}

/** 2026-11-23 09:05 in both languages: for tables, where columns must line up. */
export function formatDateTime(at: string | number): string {
  return format("zh-CN", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  })
    .format(new Date(at))
    .replaceAll("/", "-");
}

/**
 * The last instant of a minute as a field for date and time has it; empty stays empty.
 * @example "2026-11-23T09:05" → "2026-11-23T09:05:59.999+08:00"
 */
export function endOfMinute(local: string): string {
  return local === "" ? "" : `${local.slice(0, 16)}:59.999+08:00`;
}

/** 09:05. */
export function formatTime(at: string | number): string {
  return format("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(at),
  );
}

/** Integer fen as yuan: 123456 → ¥1,234.56. */
export function formatFen(fen: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency: "CNY",
    currencyDisplay: "narrowSymbol",
  }).format(fen / 100);
}

/** Bytes as people read them: 1536 → 1.5 KB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${round(kilo)} KB` : `${round(kilo / 1024)} MB`;
}

function round(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}

/** One part of a duration; the texts of `shared:duration` put it into words. */
export interface DurationPart {
  readonly unit: "days" | "hours" | "minutes" | "lessThanMinute";
  readonly n: number;
}

/**
 * The two largest parts of a span of working time, without its sign.
 * @example 1000 → 2 days, 2 hours (840 + 160 minutes)
 */
export function workingTimeParts(workingMinutes: number): readonly DurationPart[] {
  const total = Math.floor(Math.abs(workingMinutes));
  if (total === 0) return [{ unit: "lessThanMinute", n: 0 }];
  const parts: DurationPart[] = [
    { unit: "days", n: Math.floor(total / WORKING_DAY_MINUTES) },
    { unit: "hours", n: Math.floor((total % WORKING_DAY_MINUTES) / 60) },
    { unit: "minutes", n: (total % WORKING_DAY_MINUTES) % 60 },
  ];
  const first = parts.findIndex((part) => part.n > 0);
  return parts.slice(first, first + 2).filter((part) => part.n > 0);
}
