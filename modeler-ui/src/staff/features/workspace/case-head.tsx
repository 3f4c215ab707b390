/** On top of every case page: which case, where it stands, what the clocks say. */
import { useTranslation } from "react-i18next";
import type { CaseView } from "../../../api/case-views.ts";
import { useServerNow } from "../../../api/server-clock.ts";
import { ClockBar } from "../../../design/clock-bar.tsx";
import { StageLine } from "../../../design/stage-line.tsx";
import "./workspace.css";

/** Stage line and clocks; running clocks first. */
export function CaseHead({ shown }: { readonly shown: CaseView }) {
  const { t } = useTranslation("workspace");
  const now = useServerNow();
  const clocks = shown.clocks.toSorted(
    (a, b) => Number(a.state === "stopped") - Number(b.state === "stopped"),
  );
  return (
    <section className="panel case-head">
      <StageLine stages={shown.stages} />
      <section className="case-clocks" aria-label={t("clocks")}>
        {clocks.length === 0 && <p className="case-note">{t("noClocks")}</p>}
        {clocks.map((clock) => (
          <ClockBar key={clock.id} clock={clock} now={now} />
        ))}
      </section>
    </section>
  );
}
