/** The process instances of a case, with the way to the history of their variables. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Failure, Loading } from "../../app/page-states.tsx";
import { useCaseDiagram } from "../workspace/use-task.ts";
import "./instances.css";

/** For who may look at instances. */
export function CaseInstances({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation("instances");
  const diagram = useCaseDiagram(caseId);
  if (diagram.isPending) return <Loading />;
  if (diagram.isError) {
    return <Failure isPart error={diagram.error} onRetry={() => void diagram.refetch()} />;
  }
  return (
    <section className="panel">
      <h2>{t("ofCase")}</h2>
      <p className="case-note">{t("ofCaseLead")}</p>
      <ul className="case-instances">
        {diagram.data.processes.map(({ processInstanceId, name, version }) => (
          <li key={processInstanceId}>
            <Link to={`/instances/${processInstanceId}`}>
              {name} · v{version}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
