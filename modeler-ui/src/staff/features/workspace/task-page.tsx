/** The case workspace (J16): materials left, form and opinion right, history below; clocks and stages on top. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { problemOf } from "../../../api/problem.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { useNamed } from "../../../i18n/use-named.ts";
import { CaseStatusTag } from "../../app/state-tag.tsx";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import { CaseHead } from "./case-head.tsx";
import { CaseRecord } from "./case-record.tsx";
import { MaterialsPanel } from "./materials-panel.tsx";
import { TaskContext } from "./task-context.ts";
import { TaskForm } from "./task-form.tsx";
import { useTask } from "./use-task.ts";
import "./workspace.css";

/** One task; says so when it is no longer there. */
export default function TaskPage() {
  const { t } = useTranslation("workspace");
  const named = useNamed();
  const { taskId = "" } = useParams();
  const task = useTask(taskId);
  const format = useFormat();
  if (task.isPending) return <Loading />;
  if (task.isError) {
    const { status } = problemOf(task.error);
    if (status === 404 || status === 409 || status === 410) {
      return (
        <Nothing title={t("task.done")}>
          {t("task.doneText")} <Link to="/inbox">{t("back")}</Link>
        </Nothing>
      );
    }
    return <Failure error={task.error} onRetry={() => void task.refetch()} />;
  }
  const view = task.data;
  const shown = view.case;
  return (
    <TaskContext value={view}>
      <div className="page">
        <header className="page-head">
          <Link to="/inbox" className="page-back">
            <ArrowLeftOutlined /> {t("back")}
          </Link>
          <h1>{view.task.name}</h1>
          <span className="page-head-note">{named(shown.matter)}</span>
          <span className="page-head-note">
            {shown.applicant.name} · <span className="tb-number">{shown.caseNumber}</span>
          </span>
          <CaseStatusTag status={shown.status} />
        </header>
        {shown.correction && shown.correction.answeredAt === null && (
          <Alert
            type="info"
            showIcon
            title={`${t("correctionSent", { number: shown.correction.noticeNumber })} · ${t(
              "deadline",
              { date: format.date(shown.correction.deadlineAt) },
            )}`}
          />
        )}
        <CaseHead shown={shown} />
        <div className="workspace">
          <MaterialsPanel caseId={shown.id} materials={shown.materials} />
          <TaskForm key={view.task.id} view={view} />
        </div>
        <CaseRecord shown={shown} history={view.history} />
      </div>
    </TaskContext>
  );
}
