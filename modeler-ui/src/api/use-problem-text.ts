import { useTranslation } from "react-i18next";
import { languageOf } from "../i18n/language.ts";
import { problemOf } from "./problem.ts";

/** Puts anything thrown by a request into one sentence that says what to do next. */
export function useProblemText(): (thrown: unknown) => string {
  const { t, i18n } = useTranslation("shared");
  return (thrown) => {
    const problem = problemOf(thrown);
    if (problem.code === "NETWORK") return t("error.network");
    return (
      problem.sentence(languageOf(i18n.language)) || t("error.unexpected", { code: problem.code })
    );
  };
}
