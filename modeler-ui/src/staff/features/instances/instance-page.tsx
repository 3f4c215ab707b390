/** One process instance, running or ended: where it is, and what became of its variables. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { InstanceView } from "../../../api/views.ts";
import { ShortCaseNumber } from "../../../design/case-number.tsx";
import { Diagram } from "../../../diagram/diagram.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { hasRole, useMe } from "../../../session/session.ts";
import { Failure, Loading } from "../../app/page-states.tsx";
import { StateTag, type Tone } from "../../app/state-tag.tsx";
import { useVersionXml } from "../models/use-models.ts";
import { useInstance } from "./use-instance.ts";
import { VariableHistory } from "./variable-history.tsx";
import "./instances.css";

const TONES: Readonly<Record<InstanceView["state"], Tone>> = {
  active: "blue",
  completed: "green",
  terminated: "grey",
};

/** Read only. */
export default function InstancePage() {
  const { t } = useTranslation("instances");
  const format = useFormat();
  const me = useMe();
  const { instanceId = "" } = useParams();
  const found = useInstance(instanceId);
  if (found.isPending) return <Loading />;
  if (found.isError) {
    const isSupervisor = hasRole(me, "supervisor");
    return (
      <Failure error={found.error} onRetry={() => void found.refetch()}>
        <Link to={isSupervisor ? "/supervision" : "/models"}>
          {isSupervisor ? t("backToCases") : t("backToModels")}
        </Link>
      </Failure>
    );
  }
  const instance = found.data;
  const { processName, version, state, startedAt, endedAt, caseNumber } = instance;
  return (
    <div className="page">
      <header className="page-head">
        <Back instance={instance} />
        <h1>
          {processName} · v{version}
        </h1>
        <StateTag tone={TONES[state]}>{t(`state.${state}`)}</StateTag>
        <span className="page-head-note tb-number">
          {t("id", { id: instance.processInstanceId })}
        </span>
        {caseNumber !== null && (
          <span className="page-head-note">
            {t("case")} <ShortCaseNumber caseNumber={caseNumber} />
          </span>
        )}
        <span className="page-head-note">
          {t("started", { date: format.dateTime(startedAt) })}
          {endedAt !== null && ` · ${t("ended", { date: format.dateTime(endedAt) })}`}
        </span>
      </header>
      <InstanceDiagram instance={instance} />
      <VariableHistory instanceId={instance.processInstanceId} />
    </div>
  );
}

/** To where the viewer came from: supervisors look at cases, the others at models. */
function Back({ instance: { caseId, processId, version } }: { readonly instance: InstanceView }) {
  const { t } = useTranslation("instances");
  const me = useMe();
  const isSupervised = caseId !== null && hasRole(me, "supervisor");
  return (
    <Link
      to={isSupervised ? `/supervision/${caseId}` : `/models/${processId}?version=${version}`}
      className="page-back"
    >
      <ArrowLeftOutlined /> {isSupervised ? t("backToCase") : t("back")}
    </Link>
  );
}

function InstanceDiagram({ instance }: { readonly instance: InstanceView }) {
  const { processId, processName, version, active, completed, incidents } = instance;
  const xml = useVersionXml(processId, version);
  const marks = useMemo(() => ({ active, completed, incidents }), [active, completed, incidents]);
  if (xml.isPending) return <Loading />;
  if (xml.isError) return <Failure isPart error={xml.error} onRetry={() => void xml.refetch()} />;
  return (
    <Diagram xml={xml.data} marks={marks} label={`${processName} v${version}`} height="320px" />
  );
}
