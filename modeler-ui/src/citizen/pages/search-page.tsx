/** Search results, best first. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { answer, api } from "../../api/client.ts";
import { Failure, Loading, Nothing } from "../app/page-states.tsx";
import { MatterCard } from "../parts/matter-card.tsx";
import { SearchBox } from "./home-page.tsx";

/** See file head. */
export default function SearchPage() {
  const { t } = useTranslation("citizen");
  const [search] = useSearchParams();
  const q = search.get("q") ?? "";
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["matters", q],
    queryFn: () => answer(api.GET("/api/matters", { params: { query: { q } } })),
    staleTime: 60_000,
  });
  return (
    <main className="c-page">
      <SearchBox key={q} initial={q} />
      <h1>{q === "" ? t("search.all") : t("search.title", { q })}</h1>
      {isPending && <Loading />}
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && <Nothing text={t("search.none")} />}
      <ul className="c-list">
        {data?.items.map((matter) => (
          <MatterCard key={matter.id} matter={matter} />
        ))}
      </ul>
    </main>
  );
}
