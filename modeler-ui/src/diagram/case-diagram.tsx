/** Where a case is: the matter's own process and the stage that runs now, each in its own drawing. */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProcessDiagram } from "../api/case-views.ts";
import { Diagram } from "./diagram.tsx";

/** Drawings of all processes of a case, one at a time. */
export function CaseDiagramView({
  processes,
  height,
}: {
  readonly processes: readonly ProcessDiagram[];
  readonly height?: string;
}) {
  const { t } = useTranslation("shared");
  const [chosen, setChosen] = useState<string>();
  const shown =
    processes.find(
      (one) => one.processInstanceId === (chosen ?? processes[0]?.processInstanceId),
    ) ?? processes[0];
  const marks = useMemo(
    () => shown && { active: shown.active, completed: shown.completed, incidents: shown.incidents },
    [shown],
  );
  if (shown === undefined || marks === undefined) return null;
  return (
    <div className="tb-case-diagram">
      <nav aria-label={t("diagram.title")} className="tb-diagram-tabs">
        {processes.map((one) => (
          <button
            key={one.processInstanceId}
            type="button"
            aria-pressed={one === shown}
            onClick={() => setChosen(one.processInstanceId)}
          >
            {one.name} · v{one.version}
            {one.active.length > 0 && <span className="tb-diagram-dot" aria-hidden="true" />}
          </button>
        ))}
      </nav>
      <Diagram
        key={shown.processInstanceId}
        xml={shown.xml}
        marks={marks}
        label={`${shown.name} v${shown.version}`}
        {...(height === undefined ? {} : { height })}
      />
    </div>
  );
}
