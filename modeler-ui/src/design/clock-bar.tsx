/**
 * The honest clock, drawn the same on every screen and in both entries: what ran, what was paused and why, what is
 * left, when it is due. The words beside the bar say everything that the colours say.
 */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import { clockGeometry, type ClockSegment } from "./clock-bar-geometry.ts";
import "./clock-bar.css";
import { LightMark, type Light } from "./light-mark.tsx";

/** One clock of a case as the API shows it. Days are working days, minutes are working minutes. */
export interface Clock {
  readonly id: string;
  /** In Chinese, as the matter names it. */
  readonly label: string;
  readonly purpose?: "acceptance" | "decision" | "node" | "delivery" | "correction";
  readonly budget: number;
  readonly state: "running" | "paused" | "stopped";
  readonly light: Light;
  readonly startedAt: string;
  readonly stoppedAt?: string | null | undefined;
  readonly dueAt: string | null;
  readonly usedWorkingDays: number;
  readonly remainingWorkingMinutes: number | null;
  readonly segments: readonly (ClockSegment & {
    readonly reason?: string | null | undefined;
    readonly documentNumber?: string | null | undefined;
  })[];
}

interface ClockBarProps {
  readonly clock: Clock;
  /** The server's time, epoch ms. */
  readonly now: number;
  /** A line without legend and reasons, for lists. */
  readonly compact?: boolean;
}

/** One clock: words above, bar below, the reason of a pause under it. */
export function ClockBar({ clock, now, compact = false }: ClockBarProps) {
  const { t } = useTranslation("shared");
  const format = useFormat();
  const geometry = clockGeometry(clock, now);
  const label = useClockLabel(clock);
  return (
    <article className={`tb-clock ${compact ? "tb-clock-compact" : ""}`} aria-label={label}>
      <header className="tb-clock-head">
        <span className="tb-clock-label">{label}</span>
        <LightMark light={clock.light} text={t(`clock.${clock.state}`)} />
        <span className="tb-clock-remaining tb-number">{useRemaining(clock)}</span>
      </header>
      <div className="tb-clock-track" aria-hidden="true">
        {geometry.spans.map((span) => (
          <span
            key={`${span.kind}-${span.from}`}
            className={`tb-clock-span tb-clock-${span.kind} tb-on-${clock.light}`}
            style={{ left: percent(span.from), width: percent(span.to - span.from) }}
          />
        ))}
        {geometry.due !== null && geometry.due < 1 && (
          <span className="tb-clock-due" style={{ left: percent(geometry.due) }} />
        )}
        {geometry.now !== null && (
          <span className="tb-clock-now" style={{ left: percent(geometry.now) }} />
        )}
      </div>
      <footer className="tb-clock-foot tb-number">
        <span>{format.day(clock.startedAt)}</span>
        <span>{t("clock.used", { used: clock.usedWorkingDays, budget: clock.budget })}</span>
        <span className="tb-clock-end">
          {clock.dueAt === null
            ? t("clock.noDue")
            : t("clock.due", { date: format.day(clock.dueAt) })}
        </span>
      </footer>
      {!compact && <PauseReasons clock={clock} />}
    </article>
  );
}

/** The matter's own name of a clock, or in English what it is for. */
export function useClockLabel(clock: Pick<Clock, "label" | "purpose">): string {
  const { t } = useTranslation("shared");
  const { language } = useFormat();
  return language === "en" && clock.purpose !== undefined
    ? t(`clockPurpose.${clock.purpose}`)
    : clock.label;
}

/** What remains, in words: left, overdue, stopped on, paused. */
function useRemaining(clock: Clock): string {
  const { t } = useTranslation("shared");
  const format = useFormat();
  const minutes = clock.remainingWorkingMinutes;
  if (clock.stoppedAt !== null && clock.stoppedAt !== undefined) {
    return t("clock.stoppedAt", { date: format.day(clock.stoppedAt) });
  }
  if (clock.state === "paused" || minutes === null) return "";
  return t(minutes < 0 ? "clock.late" : "clock.left", { time: format.workingTime(minutes) });
}

/** Every pause and extension says why, and by which document. */
function PauseReasons({ clock }: { readonly clock: Clock }): ReactNode {
  const { t } = useTranslation("shared");
  const format = useFormat();
  const told = clock.segments.filter((segment) => segment.kind !== "run");
  if (told.length === 0) return null;
  return (
    <ul className="tb-clock-reasons">
      {told.map((segment) => (
        <li key={`${segment.kind}-${segment.from}`}>
          <span
            className={`tb-clock-key tb-clock-${segment.kind === "pause" ? "paused" : "ran"}`}
          />
          <span>
            {t(`clock.${segment.kind}`)} {format.day(segment.from)}
            {segment.to ? ` – ${format.day(segment.to)}` : ""}
            {segment.reason ? ` · ${segment.reason}` : ""}
            {segment.documentNumber
              ? ` · ${t("clock.pauseDocument", { number: segment.documentNumber })}`
              : ""}
          </span>
        </li>
      ))}
    </ul>
  );
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)}%`;
}
