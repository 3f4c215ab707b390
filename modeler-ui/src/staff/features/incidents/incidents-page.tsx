/** Trouble that waits for an operator: what, where, which case, and a second try after the repair. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { answer, api } from "../../../api/client.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import type { IncidentView } from "../../../api/views.ts";
import { ShortCaseNumber } from "../../../design/case-number.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import "./incidents.css";

/** Live. */
export default function IncidentsPage() {
  const { t } = useTranslation(["incidents", "shared"]);
  const navigate = useNavigate();
  const incidents = useInfiniteQuery({
    queryKey: ["incidents"],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/incidents", {
          params: { query: pageParam === null ? {} : { cursor: pageParam } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    meta: { live: ["case", "model", "task"] },
  });
  if (incidents.isPending) return <Loading />;
  if (incidents.isError) {
    return <Failure error={incidents.error} onRetry={() => void incidents.refetch()} />;
  }
  const items = incidents.data.pages.flatMap((page) => page.items);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("incidents:title")}</h1>
        <span className="page-head-note">{t("incidents:lead")}</span>
        {items.length > 1 && (
          <div className="page-head-actions">
            <Button onClick={() => void navigate("/operations/new?kind=resolveIncidents")}>
              {t("incidents:retryMany")}
            </Button>
          </div>
        )}
      </header>
      {items.length === 0 ? (
        <Nothing title={t("incidents:empty")}>{t("incidents:emptyText")}</Nothing>
      ) : (
        <ul className="incidents" aria-label={t("incidents:list")}>
          {items.map((incident) => (
            <Incident key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
      {incidents.hasNextPage && (
        <Button
          loading={incidents.isFetchingNextPage}
          onClick={() => void incidents.fetchNextPage()}
        >
          {t("shared:loadMore")}
        </Button>
      )}
    </div>
  );
}

function Incident({ incident }: { readonly incident: IncidentView }) {
  const { t } = useTranslation(["incidents", "instances"]);
  const format = useFormat();
  const client = useQueryClient();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const resolve = useMutation({
    mutationFn: () =>
      answer(api.POST("/api/incidents/{id}/resolve", { params: { path: { id: incident.id } } })),
    onSuccess: () => void message.success(t("incidents:retried")),
    onError: (error) => void message.error(problemText(error), 6),
    onSettled: () => client.invalidateQueries({ queryKey: ["incidents"] }),
  });
  return (
    <li className="panel incident">
      <div>
        <p className="incident-what">
          <code>{incident.code}</code>{" "}
          {format.language === "en" ? (incident.messageEn ?? incident.message) : incident.message}
        </p>
        <dl>
          <dt>{t("incidents:element")}</dt>
          <dd>{incident.elementName ?? incident.elementId}</dd>
          <dt>{t("incidents:process")}</dt>
          <dd>
            <Link to={`/models/${incident.processId}`}>{incident.processId}</Link>
            {incident.version === undefined ? "" : ` v${incident.version}`}
          </dd>
          {incident.caseNumber && (
            <>
              <dt>{t("incidents:case")}</dt>
              <dd>
                <ShortCaseNumber caseNumber={incident.caseNumber} />
              </dd>
            </>
          )}
        </dl>
        <p className="incident-when">
          {t("incidents:at", { date: format.dateTime(incident.raisedAt) })}{" "}
          <Link to={`/instances/${incident.processInstanceId}`}>{t("instances:open")}</Link>
        </p>
      </div>
      <Button loading={resolve.isPending} onClick={() => resolve.mutate()}>
        {t("incidents:retry")}
      </Button>
    </li>
  );
}
