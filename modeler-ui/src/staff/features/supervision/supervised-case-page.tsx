/** One case for the supervisor: every clock with its ledger, everything that happened. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { CaseView, ClockView } from "../../../api/case-views.ts";
import type { Role } from "../../../api/views.ts";
import { answer, api } from "../../../api/client.ts";
import { useClockLabel } from "../../../design/clock-bar.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { useNamed } from "../../../i18n/use-named.ts";
import { CaseStatusTag } from "../../app/state-tag.tsx";
import { Failure, Loading } from "../../app/page-states.tsx";
import { CaseInstances } from "../instances/case-instances.tsx";
import { CaseHead } from "../workspace/case-head.tsx";
import { CaseRecord } from "../workspace/case-record.tsx";
import { MaterialsPanel } from "../workspace/materials-panel.tsx";
import "./supervision.css";

/** Read only. */
export default function SupervisedCasePage() {
  const { t } = useTranslation(["supervision", "workspace", "shell"]);
  const named = useNamed();
  const { caseId = "" } = useParams();
  const supervised = useQuery({
    queryKey: ["supervision", "case", caseId],
    queryFn: async () => {
      const path = { id: caseId };
      const found = await answer(api.GET("/api/supervision/cases/{id}", { params: { path } }));
      return found as CaseView; // the description leaves the form's own JSON open
    },
    meta: { live: ["case", "task"] },
  });
  if (supervised.isPending) return <Loading />;
  if (supervised.isError) {
    return <Failure error={supervised.error} onRetry={() => void supervised.refetch()} />;
  }
  const shown = supervised.data;
  const holder = shown.currentHolder;
  return (
    <div className="page">
      <header className="page-head">
        <Link to="/supervision" className="page-back">
          <ArrowLeftOutlined /> {t("supervision:back")}
        </Link>
        <h1 className="tb-number">{shown.caseNumber}</h1>
        <span className="page-head-note">
          {named(shown.matter)} · {shown.applicant.name}
        </span>
        <CaseStatusTag status={shown.status} />
        {holder && (
          <span className="page-head-note">
            {t("workspace:holder", {
              name: holder.name ?? t(`shell:role.${holder.role as Role}`),
              office: holder.office,
            })}
          </span>
        )}
      </header>
      <CaseHead shown={shown} />
      <div className="supervision-case">
        <section className="panel">
          <h2>{t("supervision:ledger")}</h2>
          {shown.clocks.map((clock) => (
            <Ledger key={clock.id} clock={clock} />
          ))}
        </section>
        <MaterialsPanel caseId={shown.id} materials={shown.materials} />
      </div>
      <CaseRecord shown={shown} history={shown.timeline} />
      <CaseInstances caseId={shown.id} />
    </div>
  );
}

function Ledger({ clock }: { readonly clock: ClockView }) {
  const { t } = useTranslation(["supervision", "shared"]);
  const format = useFormat();
  return (
    <table className="ledger">
      <caption>
        {t("supervision:ledgerFor", { label: useClockLabel(clock) })}
        <span className="case-note">
          {t("supervision:calendar", { version: clock.calendar.version })}
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("supervision:kind")}</th>
          <th scope="col">{t("supervision:from")}</th>
          <th scope="col">{t("supervision:to")}</th>
          <th scope="col">{t("supervision:reason")}</th>
          <th scope="col">{t("supervision:document")}</th>
        </tr>
      </thead>
      <tbody>
        {clock.segments.map((segment) => (
          <tr key={`${segment.kind}-${segment.from}`}>
            <td>{t(`shared:clock.${segment.kind}`)}</td>
            <td className="tb-number">{format.dateTime(segment.from)}</td>
            <td className="tb-number">
              {segment.to ? format.dateTime(segment.to) : t("supervision:ongoing")}
            </td>
            <td>{segment.reason}</td>
            <td>{segment.documentNumber}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
