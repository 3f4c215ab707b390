/** The seven stages of every case (DOMAIN §3), drawn the same on every screen: a line on wide ones, a list on phones. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import "./stage-line.css";

/** The stages that all matters share, in order. */
export type StageKey =
  | "booking"
  | "acceptance"
  | "review"
  | "approval"
  | "fee"
  | "delivery"
  | "evaluation";

/** One stage of a case. */
export interface Stage {
  readonly key: StageKey;
  readonly state: "notNeeded" | "pending" | "current" | "done";
  readonly startedAt?: string | null | undefined;
  readonly endedAt?: string | null | undefined;
}

/** An ordered list; the state of each stage is in words too, for those who do not see the marks. */
export function StageLine({ stages }: { readonly stages: readonly Stage[] }) {
  const { t } = useTranslation("shared");
  const format = useFormat();
  return (
    <ol className="tb-stages" aria-label={t("stages")}>
      {stages.map((stage) => {
        const when = stage.endedAt ?? stage.startedAt;
        return (
          <li
            key={stage.key}
            className={`tb-stage tb-stage-${stage.state}`}
            aria-current={stage.state === "current" ? "step" : undefined}
          >
            <span className="tb-stage-mark" aria-hidden="true">
              <StageMark state={stage.state} />
            </span>
            <span className="tb-stage-name">{t(`stage.${stage.key}`)}</span>
            <span className="tb-stage-note tb-number">
              {t(`stageState.${stage.state}`)}
              {when ? ` · ${format.day(when)}` : ""}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function StageMark({ state }: Pick<Stage, "state">) {
  if (state === "done") {
    return (
      <svg viewBox="0 0 16 16" width="14" height="14">
        <path d="m3 8.5 3.2 3.2L13 4.8" fill="none" stroke="currentColor" strokeWidth="2.2" />
      </svg>
    );
  }
  if (state === "notNeeded") {
    return (
      <svg viewBox="0 0 16 16" width="12" height="12">
        <path d="M3 8h10" stroke="currentColor" strokeWidth="2" />
      </svg>
    );
  }
  return <span className="tb-stage-dot" />;
}
