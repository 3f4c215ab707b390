/** The lower half of a case: what happened, what was applied for, where the process is, which documents there are. */
import { Tabs, Timeline } from "antd";
import { useTranslation } from "react-i18next";
import type { CaseView, TimelineEntry } from "../../../api/case-views.ts";
import { CaseDiagramView } from "../../../diagram/case-diagram.tsx";
import type { FormValue } from "../../../forms/form-schema.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading } from "../../app/page-states.tsx";
import { applicationRows } from "./application-rows.ts";
import { useCaseDiagram } from "./use-task.ts";

/** Tabs below the workspace and on the supervisor's page. */
export function CaseRecord({
  shown,
  history,
}: {
  readonly shown: CaseView;
  readonly history: readonly TimelineEntry[];
}) {
  const { t } = useTranslation("workspace");
  return (
    <section className="panel case-record">
      <Tabs
        items={[
          {
            key: "history",
            label: t("tabs.history"),
            children: <History caseId={shown.id} entries={history} />,
          },
          {
            key: "form",
            label: t("tabs.form"),
            children: <Application shown={shown} />,
          },
          { key: "diagram", label: t("tabs.diagram"), children: <CaseProcess caseId={shown.id} /> },
          {
            key: "documents",
            label: `${t("tabs.documents")} (${shown.documents.length})`,
            children: <Documents shown={shown} />,
          },
        ]}
      />
    </section>
  );
}

/** Every step with who and when, newest first; of one instant the later told first. */
function History({
  caseId,
  entries,
}: {
  readonly caseId: string;
  readonly entries: readonly TimelineEntry[];
}) {
  const { t } = useTranslation("workspace");
  const format = useFormat();
  if (entries.length === 0) return <p className="case-note">{t("noHistory")}</p>;
  return (
    <Timeline
      className="case-history"
      items={entries
        .toReversed()
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map((entry, index) => ({
          key: `${entry.at}-${index}`,
          content: (
            <div className="case-entry">
              <span className="case-note tb-number">{format.dateTime(entry.at)}</span>
              <span>
                <strong>
                  {format.language === "en" ? (entry.titleEn ?? entry.title) : entry.title}
                </strong>
                {entry.by && <span className="case-note"> {entry.by}</span>}
                {entry.documentId && (
                  <>
                    {" "}
                    <a
                      href={`/api/cases/${caseId}/documents/${entry.documentId}`}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {t("openDocument")}
                    </a>
                  </>
                )}
                {entry.detail && <span className="case-entry-detail">{entry.detail}</span>}
              </span>
            </div>
          ),
        }))}
    />
  );
}

function Application({ shown }: { readonly shown: CaseView }) {
  const { t } = useTranslation("workspace");
  const show = (value: FormValue | undefined): string => {
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (Array.isArray(value)) return value.map(show).join("、");
    return value === null || value === undefined || typeof value === "object" ? "" : String(value);
  };
  return (
    <dl className="case-data">
      {applicationRows(shown.form, shown.formSchema ?? undefined).map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{show(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function CaseProcess({ caseId }: { readonly caseId: string }) {
  const diagram = useCaseDiagram(caseId);
  if (diagram.isPending) return <Loading />;
  if (diagram.isError) {
    return <Failure isPart error={diagram.error} onRetry={() => void diagram.refetch()} />;
  }
  return <CaseDiagramView processes={diagram.data.processes} height="460px" />;
}

function Documents({ shown }: { readonly shown: CaseView }) {
  const { t } = useTranslation("workspace");
  const format = useFormat();
  if (shown.documents.length === 0) return <p className="case-note">{t("noDocuments")}</p>;
  return (
    <ul className="case-documents">
      {shown.documents.map((document) => (
        <li key={document.id}>
          <a
            href={`/api/cases/${shown.id}/documents/${document.id}`}
            target="_blank"
            rel="noreferrer"
          >
            {document.title}
          </a>
          <span className="case-note tb-number">
            {document.number} · {format.dateTime(document.issuedAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}
