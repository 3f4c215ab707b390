/** The elements of a requirement graph: what each requires, and its compiled logic (DMN 1.3 §6). */
import { ANY, type Code, compileTree, type Node, type Type } from "../expression/within.ts";
import type { ModelElement } from "../model/model-element.ts";
import { readBoxed, readFunction } from "./boxed-expressions.ts";
import type { DrgElement, ElementKey, VisibleNames } from "./decision-model.ts";
import { typeNamed } from "./item-definitions.ts";
import type { ModelReading } from "./model-reading.ts";
import { type Owner, typed } from "./nodes.ts";

/** What a reader of elements must know of the whole document. */
export interface ElementsContext {
  readonly namespace: string;
  /** Names of imports by namespace. */
  readonly imports: ReadonlyMap<string, string>;
  /** Elements of imported documents. */
  readonly imported: ReadonlyMap<ElementKey, DrgElement>;
  readonly reading: ModelReading;
}

/** Reads all elements of a document, by key. */
export function readElements(
  elements: readonly ModelElement[],
  context: ElementsContext,
): ReadonlyMap<ElementKey, DrgElement> {
  const { namespace, imported } = context;
  const names = new Map<ElementKey, string>();
  for (const [key, { resultName }] of imported) names.set(key, resultName);
  for (const element of elements) names.set(`${namespace}#${idOf(element)}`, resultNameOf(element));
  const read = elements.flatMap((element) => {
    const one = new ElementReading(element, names, context).read();
    return one === null ? [] : [[one.key, one] as const];
  });
  return new Map([...imported, ...read]);
}

/** Ids are optional in DMN, names are not. */
function idOf(element: ModelElement): string {
  return element.text("id") ?? element.text("name") ?? "";
}

function resultNameOf(element: ModelElement): string {
  return element.one("variable")?.text("name") ?? element.text("name") ?? element.id;
}

class ElementReading {
  readonly #element: ModelElement;
  readonly #names: ReadonlyMap<ElementKey, string>;
  readonly #context: ElementsContext;
  readonly #owner: Owner;

  constructor(
    element: ModelElement,
    names: ReadonlyMap<ElementKey, string>,
    context: ElementsContext,
  ) {
    this.#element = element;
    this.#names = names;
    this.#context = { ...context, reading: context.reading.within(element) };
    const id = idOf(element);
    this.#owner = { id, name: element.text("name") ?? id, element };
  }

  read(): DrgElement | null {
    const { id, name } = this.#owner;
    const type = typeNamed(
      this.#element.one("variable")?.text("typeRef"),
      this.#context.reading.types,
    );
    const base = {
      key: `${this.#context.namespace}#${id}`,
      id,
      name,
      resultName: resultNameOf(this.#element),
      type,
    };
    switch (this.#element.type) {
      case "dmn:InputData":
        return { kind: "input", ...base };
      case "dmn:Decision":
        return this.#decision(base);
      case "dmn:BusinessKnowledgeModel":
        return this.#knowledge(base);
      case "dmn:DecisionService":
        return {
          kind: "service",
          ...base,
          inputs: [...this.#keys("inputData"), ...this.#keys("inputDecision")],
          outputs: this.#keys("outputDecision"),
        };
      default:
        return null;
    }
  }

  #decision(base: Base): DrgElement {
    const logic = this.#element.one("decisionLogic");
    const informs = this.#element.many("informationRequirement");
    const requires = informs.flatMap((requirement) => [
      ...this.#key(requirement.one("requiredDecision")),
      ...this.#key(requirement.one("requiredInput")),
    ]);
    const visible = this.#visible([...requires, ...this.#requiredKnowledge()]);
    if (logic === undefined) this.#reportNoLogic("warning");
    const node = readBoxed(logic, this.#owner, this.#context.reading, true);
    const code = logic === undefined ? null : this.#compile(typed(node, base.type), visible);
    return { kind: "decision", ...base, requires, visible, code };
  }

  #knowledge(base: Base): DrgElement | null {
    const visible = this.#visible(this.#requiredKnowledge());
    const definition = this.#element.one("encapsulatedLogic");
    if (definition === undefined) {
      this.#reportNoLogic("error");
      return null;
    }
    const node = readFunction(definition, this.#owner, this.#context.reading);
    const resultType = this.#resultType(base.type, definition);
    const body = node.kind === "function" ? typed(node.body, resultType) : node;
    const code = this.#compile(node.kind === "function" ? { ...node, body } : node, visible);
    return code && { kind: "knowledge", ...base, type: ANY, visible, code };
  }

  #reportNoLogic(severity: "error" | "warning"): void {
    const { id, name } = this.#owner;
    this.#context.reading.report(
      "DECISION_LOGIC_MISSING",
      id,
      `「${name}」没有逻辑，结果总是 null。`,
      `"${name}" has no logic, so that its result is always null.`,
      severity,
    );
  }

  /** The type of a variable that holds a function may be the function's, or its result's. */
  #resultType(type: Type, definition: ModelElement): Type {
    const own = typeNamed(definition.text("typeRef"), this.#context.reading.types);
    const stated = type.kind === "Any" ? own : type;
    return stated.kind === "function" ? stated.result : stated;
  }

  #requiredKnowledge(): ElementKey[] {
    return this.#element
      .many("knowledgeRequirement")
      .flatMap((requirement) => this.#key(requirement.one("requiredKnowledge")));
  }

  #keys(property: string): ElementKey[] {
    return this.#element.many(property).flatMap((reference) => this.#key(reference));
  }

  /** The key that a reference means; none with a finding when there is no such element. */
  #key(reference: ModelElement | undefined): ElementKey[] {
    const href = reference?.text("href");
    if (href === undefined) return [];
    const hash = href.indexOf("#");
    const key = hash > 0 ? href : `${this.#context.namespace}#${href.slice(hash + 1)}`;
    if (this.#names.has(key)) return [key];
    const { id } = this.#owner;
    this.#context.reading.report(
      "DECISION_REQUIRED_MISSING",
      id,
      `「${id}」依赖的「${href}」不存在。`,
      `"${id}" requires "${href}", which does not exist.`,
    );
    return [];
  }

  #visible(keys: readonly ElementKey[]): VisibleNames {
    const own = new Map<string, ElementKey | Map<string, ElementKey>>();
    for (const key of keys) {
      const name = this.#names.get(key) ?? "";
      const namespace = key.slice(0, key.lastIndexOf("#"));
      const importName = this.#context.imports.get(namespace) ?? "";
      if (namespace === this.#context.namespace || importName === "") own.set(name, key);
      else {
        const known = own.get(importName);
        const members = known instanceof Map ? known : new Map<string, ElementKey>();
        own.set(importName, members.set(name, key));
      }
    }
    return own;
  }

  #compile(node: Node, visible: VisibleNames): Code | null {
    const { reading } = this.#context;
    const compiled = compileTree(node, new Set(visible.keys()), reading.types);
    if (compiled.ok) return compiled.value;
    const { name } = this.#owner;
    reading.reportExpression(compiled, this.#element, `「${name}」`, `"${name}"`);
    return null;
  }
}

type Base = Pick<DrgElement, "key" | "id" | "name" | "resultName" | "type">;
