/** The applicant's cases, newest first, each with what it asks for. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { answer, api } from "../../api/client.ts";
import { languageOf } from "../../i18n/language.ts";
import { useFormat } from "../../i18n/use-format.ts";
import { NeedLogIn } from "../app/need-log-in.tsx";
import { Failure, Loading, Nothing } from "../app/page-states.tsx";

const TODO = ["correct", "evaluate", "submit"] as const;

/** See file head. */
export default function CasesPage() {
  return (
    <NeedLogIn>
      <Cases />
    </NeedLogIn>
  );
}

function Cases() {
  const { t, i18n } = useTranslation(["citizen", "shared"]);
  const isEnglish = languageOf(i18n.language) === "en";
  const format = useFormat();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["cases"],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/cases", {
          params: { query: pageParam === null ? {} : { cursor: pageParam } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    meta: { live: ["case"] },
  });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className="c-page">
      <h1>{t("citizen:cases.title")}</h1>
      {isPending && <Loading />}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && items.length === 0 && (
        <Nothing text={t("citizen:cases.none")}>
          <Link className="c-button c-button-primary" to="/">
            {t("citizen:cases.start")}
          </Link>
        </Nothing>
      )}
      <ul className="c-list">
        {items.map((one) => {
          const todo = TODO.find((action) => one.actions.includes(action));
          return (
            <li key={one.id} className="c-card c-matter">
              <h2>
                <Link to={one.status === "draft" ? `/cases/${one.id}/edit` : `/cases/${one.id}`}>
                  {(isEnglish ? one.matterNameEn : null) ?? one.matterName}
                </Link>
              </h2>
              <p className="c-facts">
                <span className="c-tag c-tag-primary">
                  {isEnglish ? one.statusTextEn : one.statusText}
                </span>
                {todo !== undefined && (
                  <span className="c-tag c-status-toCorrect">
                    {t(`citizen:cases.todo.${todo}`)}
                  </span>
                )}
              </p>
              {one.caseNumber !== null && (
                <p className="c-secondary tb-number c-break">
                  {t("citizen:case.number", { number: one.caseNumber })}
                </p>
              )}
              <p className="c-secondary">
                {one.submittedAt === null
                  ? t("citizen:cases.created", { date: format.dateTime(one.createdAt) })
                  : t("citizen:cases.submitted", { date: format.dateTime(one.submittedAt) })}
              </p>
            </li>
          );
        })}
      </ul>
      {hasNextPage && (
        <button type="button" className="c-button" onClick={() => void fetchNextPage()}>
          {t("shared:loadMore")}
        </button>
      )}
    </main>
  );
}
