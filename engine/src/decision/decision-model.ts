/** A DMN document as it is evaluated: its elements with compiled logic (DMN 1.3 §6–8). Immutable. */
import type { Code, Type } from "../expression/within.ts";

/** Identifies an element across documents: namespace, `#`, id. */
export type ElementKey = string;

/** Names that an element's logic may use, each an element, or an import with the elements used of it. */
export type VisibleNames = ReadonlyMap<string, ElementKey | ReadonlyMap<string, ElementKey>>;

interface ElementBase {
  readonly key: ElementKey;
  readonly id: string;
  readonly name: string;
  /** Name under which others see its value. */
  readonly resultName: string;
  readonly type: Type;
}

/** Data from outside. */
export interface InputData extends ElementBase {
  readonly kind: "input";
}

/** A decision; without logic it is null. */
export interface Decision extends ElementBase {
  readonly kind: "decision";
  /** Decisions and input data that are evaluated before it. */
  readonly requires: readonly ElementKey[];
  readonly visible: VisibleNames;
  readonly code: Code | null;
}

/** A business knowledge model: a function. */
export interface Knowledge extends ElementBase {
  readonly kind: "knowledge";
  readonly visible: VisibleNames;
  readonly code: Code;
}

/** A decision service: a function of its inputs, and decisions that may also be asked for from outside. */
export interface DecisionService extends ElementBase {
  readonly kind: "service";
  readonly inputs: readonly ElementKey[];
  readonly outputs: readonly ElementKey[];
}

/** Whatever a requirement may refer to. */
export type DrgElement = InputData | Decision | Knowledge | DecisionService;

/** All elements of a document, and of those that it imports. */
export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  /** The document's own decisions by id. */
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly elements: ReadonlyMap<ElementKey, DrgElement>;
  /** Types by name, for documents that import this one. */
  readonly types: ReadonlyMap<string, Type>;
  /** Names with blanks, likewise. */
  readonly names: readonly string[];
  /** Version tags by decision id; bindings refer to them. */
  readonly versionTags: ReadonlyMap<string, string>;
}
