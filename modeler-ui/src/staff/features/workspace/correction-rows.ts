/** The one correction notice as rows: per material one or more structured reasons (DOMAIN §6.5). */
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

/**
 * The reasons that fit a material. Reason codes begin with the code of their material (`M02-6-EXPIRED`) and their labels
 * with its name; where a catalogue does otherwise, every reason is offered.
 */
export function reasonsFor(
  reasons: readonly FormOption[],
  material: { readonly code: string; readonly name: string },
): readonly FormOption[] {
  const own = reasons.filter((reason) => String(reason.value).startsWith(`${material.code}-`));
  if (own.length === 0) return reasons;
  return own.map((reason) => ({
    ...reason,
    label: reason.label.startsWith(`${material.name}：`)
      ? reason.label.slice(material.name.length + 1)
      : reason.label,
  }));
}
