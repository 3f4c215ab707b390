import { useTranslation } from "react-i18next";
import "./light-mark.css";

/** Green on time, yellow due soon, red overdue, grey paused. */
export type Light = "green" | "yellow" | "red" | "grey";

interface LightMarkProps {
  readonly light: Light;
  /** Replaces the light's own word. */
  readonly text?: string;
}

/** A light with its word and its own shape: never by colour alone. */
export function LightMark({ light, text }: LightMarkProps) {
  const { t } = useTranslation("shared");
  return (
    <span className={`tb-light tb-light-${light}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d={shapes[light]} fill="currentColor" />
      </svg>
      <span>{text ?? t(`light.${light}`)}</span>
    </span>
  );
}

/** Disc, triangle, octagon, two bars. */
const shapes: Record<Light, string> = {
  green: "M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Z",
  yellow: "M6 .8 11.6 11H.4Z",
  red: "M3.7.5h4.6l3.2 3.2v4.6l-3.2 3.2H3.7L.5 8.3V3.7Z",
  grey: "M2 1.5h3v9H2zm5 0h3v9H7z",
};
