/** Chooses what the one correction notice says: materials by tick, reasons from the catalogue, a note in plain words. */
import { useTranslation } from "react-i18next";
import { optionsOf } from "../../../forms/check-form.ts";
import type { FormValue } from "../../../forms/form-schema.ts";
import type { ControlProps } from "../../../forms/form-slots.ts";
import { useFormat } from "../../../i18n/use-format.ts";
import { useNamed } from "../../../i18n/use-named.ts";
import {
  correctionRows,
  reasonsFor,
  replaceRow,
  toggleMaterial,
  type CorrectionRow,
  type OfferedReason,
} from "./correction-rows.ts";
import { useTaskInHand } from "./task-context.ts";

/** The control for the form's `correctionItems` list; its reasons are the choices of the list's `reasonCode` field. */
export function CorrectionItems({ field, data, value, onChange, isDisabled, id }: ControlProps) {
  const { t } = useTranslation("workspace");
  const named = useNamed();
  const { case: shown, legal } = useTaskInHand();
  const { language } = useFormat();
  const rows = correctionRows(value);
  const reasonField = field.components?.find((one) => one.key === "reasonCode");
  const reasons = reasonField === undefined ? [] : optionsOf(reasonField, data);
  const put = (next: readonly CorrectionRow[]): void =>
    onChange(next.map((row): FormValue => ({ ...row })));
  return (
    <div className="correction">
      <p className="case-note">{t("correction.pick")}</p>
      {shown.materials.map((material) => {
        const own = rows.flatMap((row, at) =>
          row.materialCode === material.code ? [{ row, at }] : [],
        );
        return (
          <div key={material.code} className="correction-material">
            <label className="tb-form-choice">
              <input
                type="checkbox"
                checked={own.length > 0}
                disabled={isDisabled}
                onChange={(event) => put(toggleMaterial(rows, material.code, event.target.checked))}
              />
              <span>{named(material)}</span>
            </label>
            {own.map(({ row, at }) => (
              <Reason
                key={at}
                id={`${id}-${at}`}
                row={row}
                reasons={reasonsFor(material.code, legal.correctionReasons, reasons, language)}
                isDisabled={isDisabled}
                onChange={(next) => put(replaceRow(rows, at, next))}
                {...(own.length > 1
                  ? { onRemove: () => put(replaceRow(rows, at, undefined)) }
                  : {})}
              />
            ))}
            {own.length > 0 && !isDisabled && (
              <button
                type="button"
                className="tb-form-link"
                onClick={() => put([...rows, { materialCode: material.code }])}
              >
                {t("correction.more")}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

interface ReasonProps {
  readonly id: string;
  readonly row: CorrectionRow;
  readonly reasons: readonly OfferedReason[];
  readonly isDisabled: boolean;
  readonly onChange: (row: CorrectionRow) => void;
  readonly onRemove?: () => void;
}

function Reason({ id, row, reasons, isDisabled, onChange, onRemove }: ReasonProps) {
  const { t } = useTranslation(["workspace", "shared"]);
  const howToFix = reasons.find((reason) => reason.code === row.reasonCode)?.howToFix;
  return (
    <div className="correction-reason">
      <label htmlFor={`${id}-reason`}>{t("workspace:correction.reason")}</label>
      <select
        id={`${id}-reason`}
        className="tb-form-input"
        required
        disabled={isDisabled}
        value={row.reasonCode ?? ""}
        onChange={(event) => onChange({ ...row, reasonCode: event.target.value })}
      >
        <option value="">{t("shared:form.choose")}</option>
        {reasons.map((reason) => (
          <option key={reason.code} value={reason.code}>
            {reason.label}
          </option>
        ))}
      </select>
      {howToFix !== undefined && (
        <p className="case-note">{t("workspace:correction.howToFix", { text: howToFix })}</p>
      )}
      <label htmlFor={`${id}-note`}>{t("workspace:correction.note")}</label>
      <textarea
        id={`${id}-note`}
        className="tb-form-input"
        rows={2}
        disabled={isDisabled}
        placeholder={t("workspace:correction.notePlaceholder")}
        value={row.note ?? ""}
        onChange={(event) => onChange({ ...row, note: event.target.value })}
      />
      {onRemove !== undefined && (
        <button type="button" className="tb-form-link" onClick={onRemove}>
          {t("workspace:correction.remove")}
        </button>
      )}
    </div>
  );
}
