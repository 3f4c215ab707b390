import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDay,
  formatFen,
  formatTime,
  workingTimeParts,
} from "./format.ts";
import { languageOf, type Language } from "./language.ts";

/** The formats of format.ts in the language of the screen. */
export interface Formats {
  readonly language: Language;
  readonly date: (at: string | number) => string;
  readonly day: (at: string | number) => string;
  readonly dateTime: (at: string | number) => string;
  readonly time: (at: string | number) => string;
  readonly fen: (fen: number) => string;
  readonly bytes: (bytes: number) => string;
  /** Working time without its sign: 2 个工作日 3 小时. */
  readonly workingTime: (workingMinutes: number) => string;
}

/** Formats that follow the language switch. */
export function useFormat(): Formats {
  const { t, i18n } = useTranslation("shared");
  const language = languageOf(i18n.language);
  return useMemo(
    () => ({
      language,
      date: (at) => formatDate(at, language),
      day: (at) => formatDay(at, language),
      dateTime: formatDateTime,
      time: formatTime,
      fen: (fen) => formatFen(fen, language),
      bytes: formatBytes,
      workingTime: (minutes) =>
        workingTimeParts(minutes)
          .map(({ unit, n }) => t(`duration.${unit}`, { n }))
          .join(" "),
    }),
    [language, t],
  );
}
