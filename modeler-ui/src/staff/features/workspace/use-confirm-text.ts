import { useTranslation } from "react-i18next";
import type { FormData } from "../../../forms/form-schema.ts";
import { countOf, outcomeOf } from "./outcome.ts";

/** Says what a decision will do, before it is done. */
export function useConfirmText(): (data: FormData) => string {
  const { t } = useTranslation("workspace");
  return (data) => {
    const outcome = outcomeOf(data);
    if (outcome === undefined) return t("confirm.plain");
    const text = t(`confirm.${outcome}`, { n: countOf(data, "correctionItems") });
    const tolerated = countOf(data, "toleratedMaterials");
    return outcome === "accept" && tolerated > 0
      ? `${text} ${t("confirm.tolerated", { n: tolerated })}`
      : text;
  };
}
