/** On top of every case page: which case, where it stands, what the clocks say. */
import { useTranslation } from "react-i18next";
import type { CaseView } from "../../../api/case-views.ts";
import { useServerNow } from "../../../api/server-clock.ts";
import { ClockBar } from "../../../design/clock-bar.tsx";
import { StageLine } from "../../../design/stage-line.tsx";
import "./workspace.css";

/** Stage line and clocks; those that have stopped are folded away. */
export function CaseHead({ shown }: { readonly shown: CaseView }) {
  const { t } = useTranslation("workspace");
  const now = useServerNow();
  const stopped = shown.clocks.filter((clock) => clock.state === "stopped");
  const going = shown.clocks.filter((clock) => clock.state !== "stopped");
  return (
    <section className="panel case-head">
      <StageLine stages={shown.stages} />
      <section className="case-clocks" aria-label={t("clocks")}>
        {going.length === 0 && <p className="case-note">{t("noClocks")}</p>}
        {going.map((clock) => (
          <ClockBar key={clock.id} clock={clock} now={now} />
        ))}
      </section>
      {stopped.length > 0 && (
        <details className="case-stopped">
          <summary>{t("stoppedClocks", { n: stopped.length })}</summary>
          <div className="case-clocks">
            {stopped.map((clock) => (
              <ClockBar key={clock.id} clock={clock} now={now} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
