/** One inbox for every role (J16): most urgent first, live, usable without a mouse. */
import { App, Button, Segmented, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import type { TaskSummary } from "../../../api/case-views.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import type { Light } from "../../../design/light-mark.tsx";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import { useMe } from "../../../session/session.ts";
import { inboxMove, movedRow } from "./inbox-keys.ts";
import { TaskRow } from "./task-row.tsx";
import { useClaim, useTasks, type TaskFilter } from "./use-tasks.ts";
import "./inbox.css";

const FILTERS: readonly TaskFilter[] = ["all", "mine", "claimable"];
const LIGHTS: readonly Light[] = ["red", "yellow", "green", "grey"];

/** Filters live in the address, so that "back" finds them again. */
export default function InboxPage() {
  const { t } = useTranslation(["inbox", "shared"]);
  const [search, setSearch] = useSearchParams();
  const filter = FILTERS.find((one) => one === search.get("filter")) ?? "all";
  const light = LIGHTS.find((one) => one === search.get("light"));
  const put = (name: string, value: string | undefined): void =>
    setSearch((last) => {
      const next = new URLSearchParams(last);
      if (value === undefined) next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("inbox:title")}</h1>
        <span className="page-head-note">{t("inbox:lead")}</span>
        <div className="page-head-actions">
          <Select
            aria-label={t("inbox:light")}
            value={light ?? "any"}
            style={{ minWidth: 120 }}
            onChange={(value) => put("light", value === "any" ? undefined : value)}
            options={[
              { value: "any", label: t("inbox:anyLight") },
              ...LIGHTS.map((one) => ({ value: one, label: t(`shared:light.${one}`) })),
            ]}
          />
          <Segmented
            aria-label={t("inbox:filter.label")}
            value={filter}
            onChange={(value) => put("filter", value)}
            options={FILTERS.map((one) => ({ value: one, label: t(`inbox:filter.${one}`) }))}
          />
        </div>
      </header>
      <TaskList filter={filter} light={light} />
    </div>
  );
}

function TaskList({
  filter,
  light,
}: {
  readonly filter: TaskFilter;
  readonly light: Light | undefined;
}) {
  const { t } = useTranslation(["inbox", "shared"]);
  const me = useMe();
  const tasks = useTasks(filter, light);
  const { claim, claimingId } = useClaimWithWord();
  const items = useMemo(() => tasks.data?.pages.flatMap((page) => page.items) ?? [], [tasks.data]);
  const { chosen, rows } = useKeyboard(items, claim);

  if (tasks.isPending) return <Loading />;
  if (tasks.isError)
    return <Failure isPart error={tasks.error} onRetry={() => void tasks.refetch()} />;
  if (items.length === 0) {
    return <Nothing title={t(`inbox:empty.${filter}`)}>{t(`inbox:empty.${filter}Text`)}</Nothing>;
  }
  return (
    <>
      <ul className="inbox" aria-label={t("inbox:list")}>
        {items.map((task, index) => (
          <TaskRow
            key={task.id}
            ref={(link) => {
              if (link === null) rows.current.delete(index);
              else rows.current.set(index, link);
            }}
            task={task}
            myId={me.id}
            isChosen={index === chosen}
            isClaiming={claimingId === task.id}
            onClaim={() => claim(task)}
          />
        ))}
      </ul>
      {tasks.hasNextPage && (
        <Button loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
          {t("shared:loadMore")}
        </Button>
      )}
      <p className="inbox-keys">{t("inbox:keys")}</p>
    </>
  );
}

/** Claims and says how it went: also who was quicker. */
function useClaimWithWord() {
  const { t } = useTranslation("inbox");
  const { message } = App.useApp();
  const problemText = useProblemText();
  const { mutate, isPending, variables } = useClaim();
  const claim = (task: TaskSummary): void => {
    if (task.assignee) return;
    mutate(task, {
      onSuccess: () => void message.success(t("claimed", { name: task.name })),
      onError: (error) => void message.warning(problemText(error), 6),
    });
  };
  return { claim, claimingId: isPending ? variables.id : undefined };
}

function useKeyboard(items: readonly TaskSummary[], claim: (task: TaskSummary) => void) {
  const navigate = useNavigate();
  const rows = useRef(new Map<number, HTMLAnchorElement>());
  const [chosen, setChosen] = useState(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const move = inboxMove({
        key: event.key,
        isModified: event.ctrlKey || event.metaKey || event.altKey,
        isTaken: isTaken(event.target),
      });
      const task = items[chosen];
      if (move === "next" || move === "previous") {
        event.preventDefault();
        const next = movedRow(chosen, move, items.length);
        setChosen(next);
        rows.current.get(next)?.focus();
      } else if (move === "claim" && task !== undefined) {
        claim(task);
      } else if (move === "open" && task !== undefined) {
        event.preventDefault();
        void navigate(task.id);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [items, chosen, claim, navigate]);
  return { chosen, rows };
}

/** Fields, buttons and dialogs keep their keys. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      "input, textarea, select, button, [role=dialog], [role=menu], [role=listbox], .ant-select",
    ) !== null
  );
}
