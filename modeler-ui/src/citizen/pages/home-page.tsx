/** The first page: a search, what others look for, and the two ways back to a case. */
import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { answer, api } from "../../api/client.ts";
import { Failure, Loading } from "../app/page-states.tsx";
import { MatterCard } from "../parts/matter-card.tsx";

const HINTS = ["开饭店", "个体户", "二手房过户", "新生儿落户"];
const SHOWN = 4;

/** See file head. */
export function HomePage() {
  const { t } = useTranslation("citizen");
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["matters", ""],
    queryFn: () => answer(api.GET("/api/matters", { params: { query: {} } })),
    staleTime: 300_000,
  });
  const popular = data?.items.toSorted((a, b) => Number(b.handledOnline) - Number(a.handledOnline));
  return (
    <main>
      <section className="c-hero">
        <div className="c-page">
          <h1>{t("home.headline")}</h1>
          <p>{t("home.lead")}</p>
          <SearchBox />
          <p className="c-hints">
            <span>{t("home.hints")}</span>
            {HINTS.map((hint) => (
              <Link key={hint} to={`/search?q=${encodeURIComponent(hint)}`}>
                {hint}
              </Link>
            ))}
          </p>
        </div>
      </section>
      <div className="c-page">
        <div className="c-tiles">
          <Link to="/cases" className="c-tile">
            <strong>{t("home.cases")}</strong>
            <span>{t("home.casesLead")}</span>
          </Link>
          <Link to="/track" className="c-tile">
            <strong>{t("home.track")}</strong>
            <span>{t("home.trackLead")}</span>
          </Link>
        </div>
        <h2>{t("home.popular")}</h2>
        {isPending && <Loading />}
        {error && <Failure error={error} retry={() => void refetch()} />}
        <ul className="c-list">
          {popular?.slice(0, SHOWN).map((matter) => (
            <MatterCard key={matter.id} matter={matter} />
          ))}
        </ul>
      </div>
    </main>
  );
}

/** The search in people's own words. */
export function SearchBox({ initial = "" }: { readonly initial?: string }) {
  const { t } = useTranslation("citizen");
  const navigate = useNavigate();
  const [words, setWords] = useState(initial);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void navigate(`/search?q=${encodeURIComponent(words.trim())}`);
  };
  return (
    <search>
      <form className="c-search" onSubmit={submit}>
        <input
          type="search"
          name="q"
          value={words}
          maxLength={100}
          aria-label={t("home.search")}
          placeholder={t("home.placeholder")}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="submit" className="c-button c-button-primary">
          {t("home.search")}
        </button>
      </form>
    </search>
  );
}
