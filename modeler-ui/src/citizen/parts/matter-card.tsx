/** A matter in a list: its name, why it was found, what it promises. */
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { components } from "../../api/schema.d.ts";
import { languageOf } from "../../i18n/language.ts";

/** See file head. */
export function MatterCard({
  matter,
}: {
  readonly matter: components["schemas"]["MatterSummary"];
}) {
  const { t, i18n } = useTranslation("citizen");
  const isEnglish = languageOf(i18n.language) === "en";
  return (
    <li className="c-card c-matter">
      <h3>
        <Link to={`/matters/${matter.id}`}>
          {isEnglish ? (matter.nameEn ?? matter.name) : matter.name}
        </Link>
      </h3>
      {matter.matchedBy !== null && matter.matchedBy.kind !== "name" && (
        <p className="c-matched">{t("search.matched", { text: matter.matchedBy.text })}</p>
      )}
      <p className="c-facts">
        <span className={matter.handledOnline ? "c-tag c-tag-primary" : "c-tag"}>
          {t(matter.handledOnline ? "search.online" : "search.guideOnly")}
        </span>
        <span>
          {matter.promisedWorkingDays === 0
            ? t("search.instant")
            : t("search.days", { n: matter.promisedWorkingDays })}
        </span>
        <span>{t("search.visits", { n: matter.visits })}</span>
      </p>
      <p className="c-secondary">{matter.officeName}</p>
    </li>
  );
}
