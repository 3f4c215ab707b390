/** The one correction notice as rows: per material one or more structured reasons (DOMAIN §6.5). */
import type { CatalogueReason, Text } from "../../../api/case-views.ts";
import type { Language } from "../../../i18n/language.ts";
import { isGroup, isList } from "../../../forms/form-path.ts";
import type { FormOption, FormValue } from "../../../forms/form-schema.ts";

/** One reason for one material. */
export interface CorrectionRow {
  readonly materialCode: string;
  readonly reasonCode?: string;
  readonly note?: string;
}

/** Reads the value of the form's field. */
export function correctionRows(value: FormValue | undefined): readonly CorrectionRow[] {
  if (!isList(value)) return [];
  return value.flatMap((row) => {
    if (!isGroup(row) || typeof row["materialCode"] !== "string") return [];
    const { materialCode, reasonCode, note } = row;
    return [
      {
        materialCode,
        ...(typeof reasonCode === "string" ? { reasonCode } : {}),
        ...(typeof note === "string" ? { note } : {}),
      },
    ];
  });
}

/** Ticks or unticks a material: a first empty reason, or none of its reasons. */
export function toggleMaterial(
  rows: readonly CorrectionRow[],
  materialCode: string,
  isWanted: boolean,
): readonly CorrectionRow[] {
  return isWanted
    ? [...rows, { materialCode }]
    : rows.filter((row) => row.materialCode !== materialCode);
}

/** Replaces one row; reasons of other materials keep their places. */
export function replaceRow(
  rows: readonly CorrectionRow[],
  at: number,
  row: CorrectionRow | undefined,
): readonly CorrectionRow[] {
  return rows.flatMap((one, index) => {
    if (index !== at) return [one];
    return row === undefined ? [] : [row];
  });
}

/** A reason as the select offers it. */
export interface OfferedReason {
  readonly code: string;
  readonly label: string;
  /** What the notice will tell the applicant to do. */
  readonly howToFix?: string;
}

/**
 * The reasons for a material, from the matter's catalogue; where the matter has none, those of the form itself.
 * @param inForm the choices of the form's `reasonCode` field: the server refuses any other
 */
export function reasonsFor(
  materialCode: string,
  catalogue: readonly CatalogueReason[],
  inForm: readonly FormOption[],
  language: Language,
): readonly OfferedReason[] {
  const allowed = new Set(inForm.map((option) => String(option.value)));
  const own = catalogue.filter(
    (reason) => reason.materialCode === materialCode && allowed.has(reason.code),
  );
  if (own.length === 0) {
    return inForm.map(({ value, label }) => ({ code: String(value), label }));
  }
  const say = (text: Text): string => (language === "en" ? text.en : text.zh);
  return own.map(({ code, reason, howToFix }) => ({
    code,
    label: say(reason),
    howToFix: say(howToFix),
  }));
}
