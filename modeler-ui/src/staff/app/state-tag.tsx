import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CaseStatus } from "../../api/case-views.ts";

/** Meaning of a tag's colour; the words say it too. */
export type Tone = "green" | "yellow" | "red" | "grey" | "blue";

/** A short state in a coloured box. */
export function StateTag({
  tone,
  title,
  children,
}: {
  readonly tone: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={`state-tag state-tag-${tone}`} title={title}>
      {children}
    </span>
  );
}

const TONES: Readonly<Partial<Record<CaseStatus, Tone>>> = {
  correction: "yellow",
  suspended: "grey",
  refused: "red",
  denied: "red",
  granted: "green",
  closed: "green",
  withdrawn: "grey",
  terminated: "grey",
};

/** Where a case stands (DOMAIN §3). */
export function CaseStatusTag({ status }: { readonly status: CaseStatus }) {
  const { t } = useTranslation("shared");
  return <StateTag tone={TONES[status] ?? "blue"}>{t(`status.${status}`)}</StateTag>;
}
