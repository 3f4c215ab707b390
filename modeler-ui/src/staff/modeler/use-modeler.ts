/** The life of one bpmn-js modeler with the properties panel and the Camunda 8 dialect. */
import type Canvas from "diagram-js/lib/core/Canvas";
import type ElementRegistry from "diagram-js/lib/core/ElementRegistry";
import type EventBus from "diagram-js/lib/core/EventBus";
import type CommandStack from "diagram-js/lib/command/CommandStack";
import type Selection from "diagram-js/lib/features/selection/Selection";
import Modeler from "bpmn-js/lib/Modeler";
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from "bpmn-js-properties-panel";
import zeebeBehaviors from "camunda-bpmn-js-behaviors/lib/camunda-cloud";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import zeebeModdle from "zeebe-bpmn-moddle/resources/zeebe.json";
import type { Language } from "../../i18n/language.ts";
import { translateModule } from "./translate.ts";

/** What a page does with the modeler. */
export interface ModelerHandle {
  readonly canvas: RefObject<HTMLDivElement | null>;
  readonly panel: RefObject<HTMLDivElement | null>;
  readonly isReady: boolean;
  /** Why the model could not be opened. */
  readonly problem: string | undefined;
  /** Something was changed since it was opened or deployed. */
  readonly isChanged: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** The whole drawing. */
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  readonly xml: () => Promise<string>;
  /** Opens a file in place of what is there; throws what the parser says. */
  readonly open: (xml: string) => Promise<void>;
  /** Selects an element and brings it into view. */
  readonly show: (elementId: string) => void;
  /** What the drawing calls the element; its id when it has no name. */
  readonly nameOf: (elementId: string) => string;
  /** Gives elements and flows CSS classes, by class; the result takes them away again. */
  readonly mark: (marks: Readonly<Record<string, readonly string[]>>) => () => void;
  /** What is there now has been deployed. */
  readonly markDeployed: () => void;
}

/** Room that the palette takes on the left. */
const PALETTE_PX = 90;
const MARGIN_PX = 24;
/** Below this the names of steps cannot be read. */
const READABLE_ZOOM = 0.8;
const ZOOM_RANGE = { min: 0.1, max: 4 } as const;

interface History {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isChanged: boolean;
}

const UNTOUCHED: History = { canUndo: false, canRedo: false, isChanged: false };

/** A modeler in the two boxes of the handle; the model is opened once and again when the language changes. */
export function useModeler(initialXml: string | undefined, language: Language): ModelerHandle {
  const canvas = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const modeler = useRef<Modeler>(undefined);
  // Kept over a change of language, which needs a new modeler.
  const current = useRef<string>(undefined);
  const [history, setHistory] = useState(UNTOUCHED);
  const [isReady, setReady] = useState(false);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const xml = current.current ?? initialXml;
    if (xml === undefined || canvas.current === null || panel.current === null) return;
    const created = createModeler(canvas.current, panel.current, language);
    modeler.current = created;
    let isCurrent = true;
    // The box changes with the window, the findings below it and the panel beside it.
    const resized = new ResizeObserver(() => created.get<Canvas>("canvas").resized());
    resized.observe(canvas.current);
    const stack = created.get<CommandStack>("commandStack");
    created.get<EventBus>("eventBus").on("commandStack.changed", () => {
      setHistory({ canUndo: stack.canUndo(), canRedo: stack.canRedo(), isChanged: true });
      void created.saveXML({ format: true }).then((saved) => {
        if (isCurrent) current.current = saved.xml;
      });
    });
    const open = async (): Promise<void> => {
      try {
        await created.importXML(xml);
        if (!isCurrent) return;
        fitView(created);
        setReady(true);
        setProblem(undefined);
      } catch (error) {
        if (isCurrent) setProblem((error as Error).message);
      }
    };
    void open();
    return () => {
      isCurrent = false;
      modeler.current = undefined;
      setReady(false);
      resized.disconnect();
      created.destroy();
    };
  }, [initialXml, language]);

  const open = useCallback(async (xml: string): Promise<void> => {
    const opened = modeler.current;
    if (opened === undefined) return;
    await opened.importXML(xml);
    current.current = xml;
    fitView(opened);
    setHistory({ ...UNTOUCHED, isChanged: true });
  }, []);
  const nameOf = useCallback((elementId: string): string => {
    const element = modeler.current?.get<ElementRegistry>("elementRegistry").get(elementId);
    const name = (element?.["businessObject"] as { name?: unknown } | undefined)?.name;
    return typeof name === "string" && name !== "" ? name : elementId;
  }, []);
  const mark = useCallback(
    (marks: Readonly<Record<string, readonly string[]>>) =>
      modeler.current === undefined ? () => undefined : markElements(modeler.current, marks),
    [],
  );
  const xml = useCallback(
    async () => (await modeler.current?.saveXML({ format: true }))?.xml ?? "",
    [],
  );
  return {
    canvas,
    panel,
    isReady,
    problem,
    ...history,
    undo: () => modeler.current?.get<CommandStack>("commandStack").undo(),
    redo: () => modeler.current?.get<CommandStack>("commandStack").redo(),
    fit: () => modeler.current && fitView(modeler.current),
    zoomBy: (factor) => modeler.current && zoomBy(modeler.current, factor),
    xml,
    open,
    show: (elementId) => modeler.current && showElement(modeler.current, elementId),
    nameOf,
    mark,
    markDeployed: () => setHistory((last) => ({ ...last, isChanged: false })),
  };
}

function createModeler(container: HTMLElement, parent: HTMLElement, language: Language): Modeler {
  return new Modeler({
    container,
    propertiesPanel: { parent },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      zeebeBehaviors,
      translateModule(language),
    ],
    moddleExtensions: { zeebe: zeebeModdle },
  });
}

/** The whole drawing beside the palette; small ones are not blown up. */
function fitView(modeler: Modeler): void {
  const canvas = modeler.get<Canvas>("canvas");
  canvas.zoom("fit-viewport");
  const { inner, outer } = canvas.viewbox();
  const room = outer.width - PALETTE_PX - MARGIN_PX;
  const scale = Math.min(1, room / inner.width, (outer.height - 2 * MARGIN_PX) / inner.height);
  const width = outer.width / scale;
  const height = outer.height / scale;
  canvas.viewbox({
    x: inner.x - PALETTE_PX / scale,
    y: inner.y - (height - inner.height) / 2,
    width,
    height,
  });
}

function markElements(
  modeler: Modeler,
  marks: Readonly<Record<string, readonly string[]>>,
): () => void {
  const canvas = modeler.get<Canvas>("canvas");
  const registry = modeler.get<ElementRegistry>("elementRegistry");
  const added = Object.entries(marks).flatMap(([marker, ids]) =>
    // What a finding names may have been changed or removed since.
    ids.filter((id) => registry.get(id) !== undefined).map((id) => [id, marker] as const),
  );
  for (const [id, marker] of added) canvas.addMarker(id, marker);
  return () => {
    for (const [id, marker] of added) {
      if (registry.get(id) !== undefined) canvas.removeMarker(id, marker);
    }
  };
}

function zoomBy(modeler: Modeler, factor: number): void {
  const canvas = modeler.get<Canvas>("canvas");
  canvas.zoom(Math.min(ZOOM_RANGE.max, Math.max(ZOOM_RANGE.min, canvas.zoom() * factor)));
}

function showElement(modeler: Modeler, elementId: string): void {
  const element = modeler.get<ElementRegistry>("elementRegistry").get(elementId);
  if (element === undefined) return;
  modeler.get<Selection>("selection").select(element);
  const canvas = modeler.get<Canvas>("canvas");
  if (canvas.zoom() < READABLE_ZOOM) canvas.zoom(READABLE_ZOOM);
  canvas.scrollToElement(element, 120);
}
