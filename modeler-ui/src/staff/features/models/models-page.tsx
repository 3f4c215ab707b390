/** All deployed processes with what runs on them. */
import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { answer, api } from "../../../api/client.ts";
import type { DeployedResource } from "../../../api/views.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import { hasRole, useMe } from "../../../session/session.ts";
import { StateTag } from "../../app/state-tag.tsx";
import { useModels } from "./use-models.ts";
import "./models.css";

/** Live. */
export default function ModelsPage() {
  const { t } = useTranslation("models");
  const me = useMe();
  const navigate = useNavigate();
  const models = useModels();
  if (models.isPending) return <Loading />;
  if (models.isError) return <Failure error={models.error} onRetry={() => void models.refetch()} />;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("title")}</h1>
        <span className="page-head-note">{t("lead")}</span>
        {hasRole(me, "analyst", "admin") && (
          <div className="page-head-actions">
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate("new")}>
              {t("new")}
            </Button>
          </div>
        )}
      </header>
      {models.data.length === 0 ? (
        <Nothing title={t("empty")}>{t("emptyText")}</Nothing>
      ) : (
        <ul className="models" aria-label={t("list")}>
          {models.data.map((model) => (
            <li key={model.processId}>
              <span className="models-name">
                <Link to={encodeURIComponent(model.processId)}>{model.name}</Link>
                <code>{model.processId}</code>
              </span>
              <span>
                {t("latest", { version: model.latestVersion })}
                <span className="case-note"> {t("versions", { n: model.versions })}</span>
              </span>
              <span className="tb-number">{t("runningCases", { n: model.runningInstances })}</span>
              <span>
                {model.incidents > 0 && (
                  <StateTag tone="red">
                    {t("incidents")} {model.incidents}
                  </StateTag>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Resources />
    </div>
  );
}

/** Forms and decisions, which models name by id. */
function Resources() {
  const { t } = useTranslation("models");
  const forms = useQuery({
    queryKey: ["forms"],
    queryFn: async () => (await answer(api.GET("/api/forms", {}))).items,
    meta: { live: ["model"] },
  });
  const decisions = useQuery({
    queryKey: ["decisions"],
    queryFn: async () => (await answer(api.GET("/api/decisions", {}))).items,
    meta: { live: ["model"] },
  });
  if (!forms.data?.length && !decisions.data?.length) return null;
  return (
    <section className="panel">
      <h2>{t("resources")}</h2>
      <ul className="models-resources">
        {decisions.data?.map((one) => (
          <Resource key={one.id} kind="decision" resource={one} />
        ))}
        {forms.data?.map((one) => (
          <Resource key={one.id} kind="form" resource={one} />
        ))}
      </ul>
    </section>
  );
}

function Resource({
  kind,
  resource,
}: {
  readonly kind: "form" | "decision";
  readonly resource: DeployedResource;
}) {
  const { t } = useTranslation("models");
  const format = useFormat();
  return (
    <li>
      <StateTag tone="grey">{t(kind)}</StateTag>
      <code>{resource.id}</code>
      {resource.name && <span>{resource.name}</span>}
      <span className="case-note tb-number">
        v{resource.version} · {format.dateTime(resource.deployedAt)}
      </span>
    </li>
  );
}
