import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DiagramMarks } from "../../../diagram/diagram-viewer.tsx";
import { Diagram } from "../../../diagram/diagram.tsx";
import type { ElementStatistic } from "../../../api/views.ts";
import { Failure, Loading } from "../../app/page-states.tsx";
import { useStatistics, useVersionXml } from "./use-models.ts";

/** A version's drawing with the number of cases in each step. */
export function VersionDiagram({
  processId,
  version,
  height,
}: {
  readonly processId: string;
  readonly version: number;
  readonly height: string;
}) {
  const { t } = useTranslation("models");
  const xml = useVersionXml(processId, version);
  const statistics = useStatistics(processId, version);
  const marks = useMemo(() => marksOf(statistics.data ?? []), [statistics.data]);
  if (xml.isPending) return <Loading />;
  if (xml.isError) return <Failure isPart error={xml.error} onRetry={() => void xml.refetch()} />;
  return (
    <Diagram
      xml={xml.data}
      marks={marks}
      label={`${processId} · ${t("version")} ${version}`}
      height={height}
    />
  );
}

/** What has been passed is not marked here: over all cases it would be everything. */
function marksOf(statistics: readonly ElementStatistic[]): DiagramMarks {
  const waiting = statistics.filter((one) => one.active > 0);
  return {
    active: waiting.map((one) => one.elementId),
    completed: [],
    incidents: statistics.filter((one) => one.incidents > 0).map((one) => one.elementId),
    counts: new Map(waiting.map((one) => [one.elementId, one.active])),
  };
}
