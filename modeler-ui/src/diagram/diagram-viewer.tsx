/**
 * A BPMN diagram to look at: where a case is, what it has passed, where it is stuck. Loaded only when shown (it is the
 * largest part of the web app): use Diagram. The watermark of bpmn.io stays visible, as its licence asks.
 */
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type { Element } from "diagram-js/lib/model/Types";
import type EventBus from "diagram-js/lib/core/EventBus";
import type Overlays from "diagram-js/lib/features/overlays/Overlays";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./diagram.css";

/** Which elements are marked (BPMN element ids), and how many cases wait in each. */
export interface DiagramMarks {
  readonly active: readonly string[];
  readonly completed: readonly string[];
  readonly incidents: readonly string[];
  readonly counts?: ReadonlyMap<string, number>;
}

/** Props of a diagram. */
export interface DiagramProps {
  readonly xml: string;
  readonly marks: DiagramMarks;
  /** Names the drawing for those who do not see it. */
  readonly label: string;
  /** Height in CSS; the width is the container's. */
  readonly height?: string;
  readonly onElementClick?: (elementId: string) => void;
}

/** Below this the names of steps cannot be read. */
const READABLE_ZOOM = 0.8;

type Shown = { readonly state: "loading" | "ready" } | { readonly state: "broken"; reason: string };

/** The viewer itself; default export because React.lazy wants one. */
export default function DiagramViewer({ xml, marks, label, height, onElementClick }: DiagramProps) {
  const { t } = useTranslation("shared");
  const box = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<NavigatedViewer>();
  const [shown, setShown] = useState<Shown>({ state: "loading" });

  useEffect(() => {
    if (box.current === null) return;
    const created = new NavigatedViewer({ container: box.current });
    let isCurrent = true;
    const open = async (): Promise<void> => {
      try {
        await created.importXML(xml);
        if (!isCurrent) return;
        setViewer(created);
        setShown({ state: "ready" });
      } catch (error) {
        if (isCurrent) setShown({ state: "broken", reason: (error as Error).message });
      }
    };
    void open();
    return () => {
      isCurrent = false;
      setViewer(undefined);
      created.destroy();
    };
  }, [xml]);

  useEffect(() => (viewer === undefined ? undefined : drawMarks(viewer, marks)), [viewer, marks]);
  // Where things happen now comes into view once; after that the view is the reader's.
  const placed = useRef<NavigatedViewer>(undefined);
  useEffect(() => {
    if (viewer === undefined || placed.current === viewer) return;
    const place = leavesOf(viewer, marks.active)[0] ?? marks.incidents[0];
    fit(viewer);
    if (place === undefined) return;
    placed.current = viewer;
    readableAt(viewer, place);
  }, [viewer, marks]);
  useEffect(() => {
    if (viewer === undefined || onElementClick === undefined) return;
    const bus = viewer.get<EventBus>("eventBus");
    const listener = (event: unknown): void =>
      onElementClick((event as { element: { id: string } }).element.id);
    bus.on("element.click", listener);
    return () => bus.off("element.click", listener);
  }, [viewer, onElementClick]);

  if (shown.state === "broken") {
    return (
      <p role="alert" className="tb-diagram-broken">
        {t("diagram.broken", { reason: shown.reason })}
      </p>
    );
  }
  const names = viewer === undefined ? [] : namesOf(viewer, marks.active, t("diagram.unnamed"));
  return (
    <figure className="tb-diagram" aria-label={label} aria-busy={shown.state === "loading"}>
      <figcaption className="tb-diagram-caption">
        <span aria-live="polite">
          {names.length === 0 ? label : t("diagram.currentSteps", { names: names.join(" · ") })}
        </span>
        <Legend />
      </figcaption>
      <div ref={box} className="tb-diagram-canvas" style={{ height: height ?? "420px" }} />
      {viewer !== undefined && <ZoomButtons viewer={viewer} />}
    </figure>
  );
}

function Legend() {
  const { t } = useTranslation("shared");
  return (
    <span className="tb-diagram-legend">
      {(["active", "completed", "incident"] as const).map((mark) => (
        <span key={mark}>
          <span className={`tb-diagram-key tb-diagram-key-${mark}`} aria-hidden="true" />
          {t(`diagram.${mark}`)}
        </span>
      ))}
    </span>
  );
}

/** The keyboard's way to move in the drawing. */
function ZoomButtons({ viewer }: { readonly viewer: NavigatedViewer }) {
  const { t } = useTranslation("shared");
  const zoomBy = (factor: number): void => {
    const canvas = viewer.get<Canvas>("canvas");
    canvas.zoom(Math.min(4, Math.max(0.1, canvas.zoom() * factor)));
  };
  return (
    <span className="tb-diagram-zoom">
      <button type="button" onClick={() => zoomBy(1.25)} aria-label={t("diagram.zoomIn")}>
        +
      </button>
      <button type="button" onClick={() => zoomBy(0.8)} aria-label={t("diagram.zoomOut")}>
        −
      </button>
      <button type="button" onClick={() => fit(viewer)} aria-label={t("diagram.fit")}>
        ⤢
      </button>
    </span>
  );
}

/** The whole drawing in view, small ones not blown up. */
function fit(viewer: NavigatedViewer): void {
  const canvas = viewer.get<Canvas>("canvas");
  canvas.zoom("fit-viewport", { x: 0, y: 0 });
  if (canvas.zoom() > 1.2) canvas.zoom(1.2, { x: 0, y: 0 });
}

/** A drawing that is too small to read when it fits is shown larger, around one element. */
function readableAt(viewer: NavigatedViewer, elementId: string): void {
  const canvas = viewer.get<Canvas>("canvas");
  const element = viewer.get<ElementRegistry>("elementRegistry").get(elementId);
  if (element === undefined || canvas.zoom() >= READABLE_ZOOM) return;
  canvas.zoom(READABLE_ZOOM);
  canvas.scrollToElement(element as Element, 160);
}

/** @returns how to take the marks away again */
function drawMarks(viewer: NavigatedViewer, marks: DiagramMarks): () => void {
  const canvas = viewer.get<Canvas>("canvas");
  const registry = viewer.get<ElementRegistry>("elementRegistry");
  const overlays = viewer.get<Overlays>("overlays");
  const marked: [string, string][] = [];
  const mark = (ids: readonly string[], marker: string): void => {
    for (const id of ids) {
      if (registry.get(id) === undefined) continue;
      canvas.addMarker(id, marker);
      marked.push([id, marker]);
    }
  };
  mark(marks.completed, "tb-completed");
  const steps = new Set(leavesOf(viewer, marks.active));
  mark([...steps], "tb-active");
  mark(
    marks.active.filter((id) => !steps.has(id)),
    "tb-active-scope",
  );
  mark(marks.incidents, "tb-incident");
  const badges = [...(marks.counts ?? [])]
    .filter(([id, count]) => count > 0 && registry.get(id) !== undefined)
    .map(([id, count]) =>
      overlays.add(id, "tokens", {
        position: { bottom: 12, right: 12 },
        html: `<span class="tb-diagram-count">${count}</span>`,
      }),
    );
  return () => {
    // A destroyed viewer has taken everything with it.
    if (viewer.get<ElementRegistry>("elementRegistry").getAll().length === 0) return;
    for (const [id, marker] of marked) canvas.removeMarker(id, marker);
    for (const badge of badges) overlays.remove(badge);
  };
}

/** The marked elements that contain no other: where the case is, without the sub-processes around it. */
function leavesOf(viewer: NavigatedViewer, ids: readonly string[]): readonly string[] {
  const registry = viewer.get<ElementRegistry>("elementRegistry");
  const containers = new Set<string>();
  for (const id of ids) {
    let parent = (registry.get(id) as Element | undefined)?.parent;
    for (; parent !== undefined && parent !== null; parent = parent.parent) {
      containers.add(parent.id);
    }
  }
  return ids.filter((id) => !containers.has(id));
}

function namesOf(
  viewer: NavigatedViewer,
  ids: readonly string[],
  unnamed: string,
): readonly string[] {
  const registry = viewer.get<ElementRegistry>("elementRegistry");
  return leavesOf(viewer, ids).flatMap((id) => {
    const element = registry.get(id) as { businessObject?: { name?: string } } | undefined;
    return element === undefined ? [] : [element.businessObject?.name ?? unnamed];
  });
}
