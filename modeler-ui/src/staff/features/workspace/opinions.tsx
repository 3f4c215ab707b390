import { useTranslation } from "react-i18next";
import type { OpinionView } from "../../../api/case-views.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { OUTCOMES } from "./outcome.ts";

/** What the steps before this one said, oldest first. */
export function Opinions({ opinions }: { readonly opinions: readonly OpinionView[] }) {
  const { t } = useTranslation("workspace");
  const format = useFormat();
  if (opinions.length === 0) return null;
  const inWords = (outcome: string | null): string => {
    const known = OUTCOMES.find((one) => one === outcome);
    return known === undefined ? (outcome ?? "") : t(`outcome.${known}`);
  };
  return (
    <section className="opinions" aria-label={t("task.opinions")}>
      <h3>{t("task.opinions")}</h3>
      {opinions.map((opinion) => (
        <blockquote key={`${opinion.node}-${opinion.writtenAt}`}>
          <strong>{inWords(opinion.outcome)}</strong> {opinion.text}
          <footer className="case-note">
            {opinion.author} · {format.dateTime(opinion.writtenAt)}
          </footer>
        </blockquote>
      ))}
    </section>
  );
}
