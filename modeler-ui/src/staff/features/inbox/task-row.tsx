import { Button } from "antd";
import { forwardRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TaskSummary } from "../../../api/case-views.ts";
import { ShortCaseNumber } from "../../../design/case-number.tsx";
import { LightMark } from "../../../design/light-mark.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { StateTag } from "../../app/state-tag.tsx";

interface TaskRowProps {
  readonly task: TaskSummary;
  readonly myId: string;
  readonly isChosen: boolean;
  readonly isClaiming: boolean;
  readonly onClaim: () => void;
}

/** One task: how urgent, what, whose, and the one thing to do with it. */
export const TaskRow = forwardRef<HTMLAnchorElement, TaskRowProps>(function TaskRow(
  { task, myId, isChosen, isClaiming, onClaim },
  ref,
) {
  const { t } = useTranslation("inbox");
  const format = useFormat();
  return (
    <li className={`inbox-row inbox-${task.light} ${isChosen ? "inbox-chosen" : ""}`}>
      <span className="inbox-light">
        <LightMark light={task.light} />
        <span className="inbox-remaining tb-number">{useRemaining(task)}</span>
      </span>
      <span className="inbox-what">
        <Link ref={ref} to={task.id}>
          {task.name}
        </Link>
        {task.fallback && (
          <StateTag tone="yellow" title={t("fallbackHint")}>
            {t("fallback")}
          </StateTag>
        )}
        <span className="inbox-note">{task.matterName}</span>
      </span>
      <span className="inbox-who">
        <span>{task.applicantName}</span>
        <span className="inbox-note">
          <ShortCaseNumber caseNumber={task.caseNumber} />
        </span>
      </span>
      <span className="inbox-due tb-number">
        {task.dueAt !== null && t("due", { date: format.dateTime(task.dueAt) })}
      </span>
      <span className="inbox-do">
        {task.assignee ? (
          <span className="inbox-note">
            {t("by", { name: task.assignee.id === myId ? t("byMe") : task.assignee.name })}
          </span>
        ) : (
          <Button size="small" loading={isClaiming} onClick={onClaim}>
            {t("claim")}
            <span className="tb-visually-hidden"> {task.caseNumber}</span>
          </Button>
        )}
      </span>
    </li>
  );
});

function useRemaining(task: TaskSummary): string {
  const { t } = useTranslation("inbox");
  const format = useFormat();
  const minutes = task.remainingWorkingMinutes;
  if (minutes === null) return t(task.light === "grey" && task.dueAt !== null ? "paused" : "noDue");
  return t(minutes < 0 ? "late" : "left", { time: format.workingTime(minutes) });
}
