/** Which variable of an instance got which value when, and what set it. */
import { ReloadOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShownValue, VariableChange } from "../../../api/views.ts";
import { endOfMinute } from "../../../i18n/format.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import { useVariableHistory, type VariableFilter } from "./use-instance.ts";

/** With its filters. */
export function VariableHistory({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation("instances");
  const [filter, setFilter] = useState<VariableFilter>({ name: "", until: "" });
  return (
    <section className="panel variable-history">
      <h2>{t("history")}</h2>
      <p className="case-note">{t("lead")}</p>
      <search className="variable-filters" aria-label={t("filters")}>
        <Input.Search
          placeholder={t("nameFilter")}
          aria-label={t("nameFilter")}
          enterButton={t("search")}
          maxLength={100}
          allowClear
          onSearch={(name) => setFilter({ ...filter, name: name.trim() })}
        />
        <label>
          {t("until")}
          <Input
            type="datetime-local"
            onChange={({ target }) => setFilter({ ...filter, until: endOfMinute(target.value) })}
          />
        </label>
      </search>
      <Changes instanceId={instanceId} filter={filter} />
    </section>
  );
}

function Changes({
  instanceId,
  filter,
}: {
  readonly instanceId: string;
  readonly filter: VariableFilter;
}) {
  const { t } = useTranslation(["instances", "shared"]);
  const history = useVariableHistory(instanceId, filter);
  if (history.isPending) return <Loading />;
  if (history.isError) {
    return <Failure isPart error={history.error} onRetry={() => void history.refetch()} />;
  }
  const changes = history.data.pages.flatMap((page) => page.items);
  const isCovered = history.data.pages.some((page) => page.isCovered);
  return (
    <>
      {isCovered && changes.length > 0 && (
        <p className="variable-covered">{t("instances:covered")}</p>
      )}
      {changes.length === 0 ? (
        <NoChanges
          isFiltered={filter.name !== "" || filter.until !== ""}
          hasMore={history.hasNextPage}
        />
      ) : (
        <ChangeTable changes={changes} />
      )}
      <div className="variable-more">
        {history.hasNextPage && (
          <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {changes.length === 0 ? t("instances:older") : t("shared:loadMore")}
          </Button>
        )}
        <Button
          icon={<ReloadOutlined />}
          loading={history.isRefetching && !history.isFetchingNextPage}
          onClick={() => void history.refetch()}
        >
          {t("instances:refresh")}
        </Button>
      </div>
    </>
  );
}

function NoChanges({
  isFiltered,
  hasMore,
}: {
  readonly isFiltered: boolean;
  readonly hasMore: boolean;
}) {
  const { t } = useTranslation("instances");
  if (hasMore) return <p className="case-note">{t("olderText")}</p>;
  return isFiltered ? (
    <Nothing title={t("noMatch")}>{t("noMatchText")}</Nothing>
  ) : (
    <Nothing title={t("empty")}>{t("emptyText")}</Nothing>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly VariableChange[] }) {
  const { t } = useTranslation("instances");
  return (
    <table className="ledger variable-changes" aria-label={t("history")}>
      <thead>
        <tr>
          <th scope="col">{t("variable")}</th>
          <th scope="col">{t("time")}</th>
          <th scope="col">{t("previous")}</th>
          <th scope="col">{t("value")}</th>
          <th scope="col">{t("setBy")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <ChangeRow key={change.seq} change={change} />
        ))}
      </tbody>
    </table>
  );
}

function ChangeRow({ change }: { readonly change: VariableChange }) {
  const { t } = useTranslation("instances");
  const format = useFormat();
  const { name, scopeName, at, value, before, previous, cause, elementName, by } = change;
  return (
    <tr>
      <td>
        <code>{name}</code>
        {scopeName !== null && <small>{t("only", { name: scopeName })}</small>}
      </td>
      <td className="tb-number">{format.dateTime(at)}</td>
      <td data-label={t("previous")}>
        {previous === null ? (
          <span className="case-note">
            {t(before === "none" ? "none" : before === "unknown" ? "unknown" : "hidden")}
          </span>
        ) : (
          <Value value={previous} />
        )}
      </td>
      <td data-label={t("value")}>
        {value === null ? (
          <span className="case-note">{t("hidden")}</span>
        ) : (
          <Value value={value} />
        )}
      </td>
      <td data-label={t("setBy")}>
        {elementName ?? t(`cause.${cause}`)}
        <small>
          {[elementName === null ? null : t(`cause.${cause}`), by]
            .filter((part) => part !== null)
            .join(" · ")}
        </small>
      </td>
    </tr>
  );
}

function Value({ value: { json, isTruncated } }: { readonly value: ShownValue }) {
  const { t } = useTranslation("instances");
  return (
    <>
      <code className="variable-value">{json}</code>
      {isTruncated && <small>{t("truncated")}</small>}
    </>
  );
}
