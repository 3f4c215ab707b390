import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { DiagramProps } from "./diagram-viewer.tsx";
import "./diagram.css";

const DiagramViewer = lazy(() => import("./diagram-viewer.tsx"));

/** A BPMN diagram with its marks; bpmn-js is fetched when the first one is shown. */
export function Diagram(props: DiagramProps) {
  const { t } = useTranslation("shared");
  return (
    <Suspense
      fallback={
        <output className="tb-diagram-loading" style={{ height: props.height ?? "420px" }}>
          {t("loading")}
        </output>
      }
    >
      <DiagramViewer {...props} />
    </Suspense>
  );
}
