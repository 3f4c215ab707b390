/** Live cases with their lights (J17): what is late, what will be, where it lies. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { answer, api } from "../../../api/client.ts";
import { useServerNow } from "../../../api/server-clock.ts";
import type { SupervisedCase } from "../../../api/views.ts";
import { ShortCaseNumber } from "../../../design/case-number.tsx";
import { ClockBar } from "../../../design/clock-bar.tsx";
import { LightMark, type Light } from "../../../design/light-mark.tsx";
import { Failure, Loading, Nothing } from "../../app/page-states.tsx";
import "./supervision.css";

const LIGHTS: readonly Light[] = ["red", "yellow", "green", "grey"];

/** Filters live in the address. */
export default function SupervisionPage() {
  const { t } = useTranslation("supervision");
  const [search, setSearch] = useSearchParams();
  const light = LIGHTS.find((one) => one === search.get("light"));
  const words = search.get("q") ?? "";
  const put = (next: { light?: Light | undefined; q: string }): void =>
    setSearch({
      ...(next.light === undefined ? {} : { light: next.light }),
      ...(next.q === "" ? {} : { q: next.q }),
    });
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t("title")}</h1>
        <span className="page-head-note">{t("lead")}</span>
        <div className="page-head-actions">
          <Input.Search
            key={words}
            defaultValue={words}
            placeholder={t("search")}
            aria-label={t("search")}
            enterButton={t("searchButton")}
            allowClear
            style={{ width: 320, maxWidth: "100%" }}
            onSearch={(q) => put({ light, q: q.trim() })}
          />
        </div>
      </header>
      <Summary chosen={light} onChoose={(next) => put({ light: next, q: words })} />
      <CaseList light={light} words={words} />
    </div>
  );
}

function Summary({
  chosen,
  onChoose,
}: {
  readonly chosen: Light | undefined;
  readonly onChoose: (light: Light | undefined) => void;
}) {
  const { t } = useTranslation(["supervision", "shared"]);
  const summary = useQuery({
    queryKey: ["supervision", "summary"],
    queryFn: () => answer(api.GET("/api/supervision/summary", {})),
    meta: { live: ["case", "task"] },
  });
  const stages = Object.entries(summary.data?.byStage ?? {}).filter(([, count]) => count > 0);
  return (
    <section className="supervision-summary" aria-label={t("supervision:summary")}>
      {LIGHTS.map((light) => (
        <button
          key={light}
          type="button"
          className={`supervision-light supervision-${light}`}
          aria-pressed={light === chosen}
          onClick={() => onChoose(light === chosen ? undefined : light)}
        >
          <strong className="tb-number">{summary.data?.byLight[light] ?? 0}</strong>
          <LightMark light={light} />
        </button>
      ))}
      {stages.length > 0 && (
        <dl className="supervision-stages" aria-label={t("supervision:byStage")}>
          {stages.map(([stage, count]) => (
            <div key={stage}>
              <dt>{stageName(stage, (key) => t(`shared:stage.${key}`))}</dt>
              <dd className="tb-number">{count}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const STAGES = [
  "booking",
  "acceptance",
  "review",
  "approval",
  "fee",
  "delivery",
  "evaluation",
] as const;

function stageName(key: string, name: (stage: (typeof STAGES)[number]) => string): string {
  const known = STAGES.find((stage) => stage === key);
  return known === undefined ? key : name(known);
}

function CaseList({ light, words }: { readonly light: Light | undefined; readonly words: string }) {
  const { t } = useTranslation(["supervision", "shared"]);
  const now = useServerNow();
  const cases = useInfiniteQuery({
    queryKey: ["supervision", "cases", light ?? "any", words],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/supervision/cases", {
          params: {
            query: {
              ...(light === undefined ? {} : { light }),
              ...(words === "" ? {} : { q: words }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    meta: { live: ["case", "task"] },
  });
  if (cases.isPending) return <Loading />;
  if (cases.isError)
    return <Failure isPart error={cases.error} onRetry={() => void cases.refetch()} />;
  const items = cases.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return <Nothing title={t("supervision:empty")}>{t("supervision:emptyText")}</Nothing>;
  }
  return (
    <>
      <ul className="supervision-list" aria-label={t("supervision:list")}>
        {items.map((one) => (
          <CaseRow key={one.caseId} shown={one} now={now} />
        ))}
      </ul>
      {cases.hasNextPage && (
        <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
          {t("shared:loadMore")}
        </Button>
      )}
    </>
  );
}

function CaseRow({ shown, now }: { readonly shown: SupervisedCase; readonly now: number }) {
  const { t } = useTranslation(["supervision", "shared"]);
  const clock =
    shown.clocks.find((one) => one.purpose === "decision" && one.state !== "stopped") ??
    shown.clocks.find((one) => one.state !== "stopped") ??
    shown.clocks[0];
  const holder = shown.holder && (shown.holder.name ?? t("supervision:nobodyYet"));
  return (
    <li className="supervision-row">
      <LightMark light={shown.light} />
      <span className="supervision-what">
        <Link to={shown.caseId}>
          <ShortCaseNumber caseNumber={shown.caseNumber} />
        </Link>
        <span>{shown.matterName}</span>
      </span>
      <span className="supervision-what">
        <span>
          {shown.stage === null
            ? t(`shared:status.${shown.status}`)
            : stageName(shown.stage, (key) => t(`shared:stage.${key}`))}
        </span>
        <span className="case-note">
          {shown.officeName}
          {holder ? ` · ${t("supervision:holder", { name: holder })}` : ""}
        </span>
      </span>
      {clock !== undefined && <ClockBar clock={clock} now={now} compact />}
    </li>
  );
}
