/** Batch operations: how far each is, what could not be done, and the way to pause or stop it. */
import { PlusOutlined } from "@ant-design/icons";
import { Button, Popconfirm, Progress } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { OperationView } from "../../../api/views.ts";
import { ShortCaseNumber } from "../../../design/case-number.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import { StateTag, type Tone } from "../../app/state-tag.tsx";
import { useFailures, useMove, useOperations } from "./use-operations.ts";
import "./operations.css";

/** Looks again while something is under way. */
export default function OperationsPage() {
  const { t } = useTranslation(["operations", "shared"]);
  const navigate = useNavigate();
  const operations = useOperations();
  if (operations.isPending) return <Loading />;
  if (operations.isError) {
    return <Failure error={operations.error} onRetry={() => void operations.refetch()} />;
  }
  const items = operations.data.pages.flatMap((page) => page.items);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("operations:title")}</h1>
        <span className="page-head-note">{t("operations:lead")}</span>
        <div className="page-head-actions">
          <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate("new")}>
            {t("operations:new")}
          </Button>
        </div>
      </header>
      {items.length === 0 ? (
        <Nothing title={t("operations:empty")}>{t("operations:emptyText")}</Nothing>
      ) : (
        <ul className="operations" aria-label={t("operations:list")}>
          {items.map((operation) => (
            <Operation key={operation.id} operation={operation} />
          ))}
        </ul>
      )}
      {operations.hasNextPage && (
        <Button
          loading={operations.isFetchingNextPage}
          onClick={() => void operations.fetchNextPage()}
        >
          {t("shared:loadMore")}
        </Button>
      )}
    </div>
  );
}

const TONES: Readonly<Record<OperationView["state"], Tone>> = {
  active: "blue",
  suspended: "yellow",
  completed: "green",
  cancelled: "grey",
};

function Operation({ operation }: { readonly operation: OperationView }) {
  const { t } = useTranslation("operations");
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { id, kind, state, total, completed, failed, cancelled } = operation;
  const share = (part: number): number => (total === 0 ? 100 : Math.floor((part / total) * 100));
  return (
    <li className="panel operation">
      <div className="operation-head">
        <h2>{t(`kind.${kind}`)}</h2>
        <StateTag tone={TONES[state]}>{t(`state.${state}`)}</StateTag>
        <Moves operation={operation} />
      </div>
      <Progress
        percent={share(completed + failed)}
        success={{ percent: share(completed) }}
        strokeColor={failed > 0 ? "var(--tb-red-fill)" : "var(--tb-primary)"}
        status={state === "active" ? "active" : "normal"}
        aria-label={t(`kind.${kind}`)}
      />
      <p className="operation-numbers tb-number">
        {t("progress", { completed, failed, total })}
        {cancelled > 0 && ` · ${t("left", { n: cancelled })}`}
      </p>
      <p className="case-note">
        {t("by", { name: operation.by, date: format.dateTime(operation.startedAt) })}
        {operation.endedAt !== null &&
          ` · ${t("ended", { date: format.dateTime(operation.endedAt) })}`}
      </p>
      {failed > 0 && (
        <>
          <Button type="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t("hideFailures") : t("failures", { n: failed })}
          </Button>
          {isOpen && <Failures id={id} />}
        </>
      )}
    </li>
  );
}

function Moves({ operation: { id, state } }: { readonly operation: OperationView }) {
  const { t } = useTranslation("operations");
  const move = useMove(id);
  if (state !== "active" && state !== "suspended") return null;
  const isActive = state === "active";
  return (
    <div className="operation-moves">
      <Button loading={move.isPending} onClick={() => move.mutate(isActive ? "suspend" : "resume")}>
        {isActive ? t("pause") : t("resume")}
      </Button>
      <Popconfirm
        title={t("stopAsk")}
        description={t("stopText")}
        okText={t("stop")}
        onConfirm={() => move.mutate("cancel")}
      >
        <Button danger>{t("stop")}</Button>
      </Popconfirm>
    </div>
  );
}

function Failures({ id }: { readonly id: string }) {
  const { t } = useTranslation(["operations", "shared"]);
  const { language } = useFormat();
  const failures = useFailures(id, true);
  if (failures.isPending) return <Loading />;
  if (failures.isError) {
    return <Failure isPart error={failures.error} onRetry={() => void failures.refetch()} />;
  }
  return (
    <div className="operation-failures">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t("operations:case")}</th>
            <th scope="col">{t("operations:reason")}</th>
          </tr>
        </thead>
        <tbody>
          {failures.data.pages
            .flatMap((page) => page.items)
            .map((item) => (
              <tr key={item.itemId}>
                <td>
                  <ShortCaseNumber caseNumber={item.caseNumber ?? item.processInstanceId} />
                </td>
                <td>{language === "en" ? item.messageEn : item.message}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {failures.hasNextPage && (
        <Button loading={failures.isFetchingNextPage} onClick={() => void failures.fetchNextPage()}>
          {t("shared:loadMore")}
        </Button>
      )}
    </div>
  );
}
