/** Beside a decision against the applicant: what the document will say in plain words, on which basis, and the remedies. */
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { TaskLegal, Text } from "../../../api/case-views.ts";
import type { FormData } from "../../../forms/form-schema.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { isAdverse, outcomeOf } from "./outcome.ts";

/** Nothing as long as the form does not decide against the applicant. */
export function AdverseNote({
  legal,
  data,
}: {
  readonly legal: TaskLegal;
  readonly data: FormData;
}) {
  const { t } = useTranslation("workspace");
  const { language } = useFormat();
  if (!isAdverse(outcomeOf(data))) return null;
  const say = (text: Text): string => (language === "en" ? text.en : text.zh);
  const code = data["refusalReasonCode"] ?? data["denyReasonCode"];
  const reason = [...legal.refusalReasons, ...legal.denialReasons].find((one) => one.code === code);
  return (
    <Alert
      type="warning"
      title={t("task.adverse")}
      description={
        <dl className="adverse">
          {reason !== undefined && (
            <>
              <dt>{t("task.plainWords")}</dt>
              <dd>{say(reason.plainWords)}</dd>
              <dt>{t("task.legalBasis")}</dt>
              <dd>{reason.legalBasis}</dd>
              <dt>{t("task.whatWouldHelp")}</dt>
              <dd>{say(reason.whatWouldHelp)}</dd>
            </>
          )}
          {legal.refusalRemedy !== null && (
            <>
              <dt>{t("task.remedy")}</dt>
              <dd>{legal.refusalRemedy}</dd>
            </>
          )}
        </dl>
      }
    />
  );
}
