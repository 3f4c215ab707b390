import type { ReactNode } from "react";

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
