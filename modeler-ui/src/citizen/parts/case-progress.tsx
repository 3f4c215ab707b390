/** Where a case is: status, stages, who has it, the honest clock, what happened. The same for its owner and for tracking. */
import { useTranslation } from "react-i18next";
import { useServerNow } from "../../api/server-clock.ts";
import type { components } from "../../api/schema.d.ts";
import { ClockBar } from "../../design/clock-bar.tsx";
import { StageLine } from "../../design/stage-line.tsx";
import { languageOf } from "../../i18n/language.ts";
import { useFormat } from "../../i18n/use-format.ts";

type TrackView = components["schemas"]["TrackView"];

/** What both views have in common. */
type Progress = Omit<
  TrackView,
  "caseNumber" | "currentHolder" | "matterName" | "matterNameEn" | "office"
> & {
  readonly currentHolder:
    | (NonNullable<TrackView["currentHolder"]> & { readonly name?: string | null })
    | null;
};

/** See file head. */
export function CaseProgress({ found }: { readonly found: Progress }) {
  const { t, i18n } = useTranslation("citizen");
  const isEnglish = languageOf(i18n.language) === "en";
  const format = useFormat();
  const now = useServerNow();
  const { currentHolder: holder } = found;
  const clocks = found.clocks.filter(({ purpose }) => purpose !== "node");
  const going = clocks.filter(({ state }) => state !== "stopped");
  const stopped = clocks.filter(({ state }) => state === "stopped");
  return (
    <>
      <section className="c-card">
        <p className="c-status">{isEnglish ? found.statusTextEn : found.statusText}</p>
        <StageLine stages={found.stages} />
        {holder !== null && (
          <p>
            {holder.name
              ? t("case.holderNamed", {
                  office: holder.office,
                  name: holder.name,
                  role: roleText(t, holder.role),
                })
              : t("case.holder", { office: holder.office, role: roleText(t, holder.role) })}
            <span className="c-secondary">
              {" "}
              {t("case.since", { date: format.dateTime(holder.since) })}
            </span>
          </p>
        )}
      </section>
      {clocks.length > 0 && (
        <section className="c-card c-clocks">
          <h2>{t("case.clocks")}</h2>
          {going.map((clock) => (
            <ClockBar key={clock.id} clock={clock} now={now} />
          ))}
          {stopped.length > 0 && (
            <details>
              <summary>{t("case.stoppedClocks", { n: stopped.length })}</summary>
              {stopped.map((clock) => (
                <ClockBar key={clock.id} clock={clock} now={now} />
              ))}
            </details>
          )}
        </section>
      )}
      <section className="c-card">
        <h2>{t("case.timeline")}</h2>
        <ol className="c-timeline">
          {found.timeline.toReversed().map((entry) => (
            <li key={entry.at + entry.title}>
              <time dateTime={entry.at} className="tb-number c-secondary">
                {format.dateTime(entry.at)}
              </time>
              <span>{isEnglish ? entry.titleEn : entry.title}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

const ROLES = ["window", "inspector", "reviewer", "approver", "citizen"] as const;

function roleText(t: ReturnType<typeof useTranslation<"citizen">>["t"], role: string): string {
  const known = ROLES.find((one) => one === role);
  return known === undefined ? role : t(`role.${known}`);
}
