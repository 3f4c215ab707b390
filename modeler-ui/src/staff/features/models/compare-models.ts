/**
 * What differs between two versions of a process, element by element. An element has changed when anything of it has
 * but its place in the drawing and the names of the flows at its ends (those are changes of the flows).
 */

/** An element of a model, as far as comparing needs it. */
export interface ModelElement {
  readonly id: string;
  /** BPMN type, `userTask`. */
  readonly type: string;
  readonly name: string;
  /** Equal for equal elements. */
  readonly content: string;
}

/** One difference. */
export interface ModelChange {
  readonly kind: "added" | "removed" | "changed";
  readonly element: ModelElement;
}

/** Differences from `before` to `after`: added, changed (as it is after), then removed. */
export function compareElements(
  before: readonly ModelElement[],
  after: readonly ModelElement[],
): readonly ModelChange[] {
  const old = new Map(before.map((element) => [element.id, element]));
  const kept = new Set(after.map((element) => element.id));
  const of = (kind: ModelChange["kind"], elements: readonly ModelElement[]): ModelChange[] =>
    elements.map((element) => ({ kind, element }));
  return [
    ...of(
      "added",
      after.filter((element) => !old.has(element.id)),
    ),
    ...of(
      "changed",
      after.filter((element) => {
        const earlier = old.get(element.id);
        return earlier !== undefined && earlier.content !== element.content;
      }),
    ),
    ...of(
      "removed",
      before.filter((element) => !kept.has(element.id)),
    ),
  ];
}

const PARTS: ReadonlySet<string> = new Set([
  "incoming",
  "outgoing",
  "flowNodeRef",
  "extensionElements",
  "documentation",
]);

/** Flow elements of a parsed BPMN document, in document order; needs the browser's DOM. */
export function elementsOf(xml: string): readonly ModelElement[] {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  return [...document.querySelectorAll("process [id]")]
    .filter((element) => !PARTS.has(element.localName) && !isInsideExtension(element))
    .map((element) => ({
      id: element.getAttribute("id") ?? "",
      type: element.localName,
      name: element.getAttribute("name") ?? "",
      content: contentOf(element),
    }));
}

function isInsideExtension(element: Element): boolean {
  return element.closest("extensionElements") !== null;
}

/** Its attributes and own details, without nested elements that are compared by themselves. */
function contentOf(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
  const details = [...element.children]
    .filter((child) => !["incoming", "outgoing", "flowNodeRef"].includes(child.localName))
    .filter((child) => PARTS.has(child.localName) || !child.hasAttribute("id"))
    .map((child) => child.outerHTML.replaceAll(/\s+/g, " "));
  const nested = [...element.children]
    .filter((child) =>
      /EventDefinition$|LoopCharacteristics$|conditionExpression$/.test(child.localName),
    )
    .map((child) => child.outerHTML.replaceAll(/\s+/g, " "));
  return [...attributes.toSorted(), ...details, ...nested].join("\n");
}
