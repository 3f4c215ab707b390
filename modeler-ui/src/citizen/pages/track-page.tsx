/** Tracking without logging in: the number may come from the QR code, the query code is always typed. */
import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useNamed } from "../../i18n/use-named.ts";
import { answer, api } from "../../api/client.ts";
import { Failure } from "../app/page-states.tsx";
import { CaseProgress } from "../parts/case-progress.tsx";

/** See file head. */
export default function TrackPage() {
  const { t } = useTranslation("citizen");
  const named = useNamed();
  const [search] = useSearchParams();
  const [caseNumber, setCaseNumber] = useState(search.get("number") ?? "");
  const [queryCode, setQueryCode] = useState("");
  const track = useMutation({
    mutationFn: () => answer(api.POST("/api/track", { body: { caseNumber, queryCode } })),
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    track.mutate();
  };
  return (
    <main className="c-page">
      <h1>{t("track.title")}</h1>
      <p className="c-secondary">{t("track.lead")}</p>
      <form className="c-card c-form" onSubmit={submit}>
        <label>
          {t("receipt.number")}
          <input
            required
            maxLength={60}
            autoComplete="off"
            value={caseNumber}
            onChange={(event) => setCaseNumber(event.target.value.trim())}
          />
        </label>
        <label>
          {t("receipt.code")}
          <input
            required
            maxLength={20}
            autoComplete="off"
            autoCapitalize="characters"
            value={queryCode}
            onChange={(event) => setQueryCode(event.target.value.trim())}
          />
        </label>
        <button type="submit" className="c-button c-button-primary" disabled={track.isPending}>
          {t("track.submit")}
        </button>
      </form>
      {track.error && <Failure error={track.error} />}
      {track.data && (
        <section aria-live="polite">
          <h2>{named({ name: track.data.matterName, nameEn: track.data.matterNameEn })}</h2>
          <CaseProgress found={track.data} />
        </section>
      )}
    </main>
  );
}
