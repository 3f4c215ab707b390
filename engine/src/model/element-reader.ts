/**
 * What an element kind's `read` gets: the XML element, and a place to report what is wrong with it. Reading never stops
 * at a finding; it goes on with a substitute, so that all findings are reported at once. A model with findings is never
 * run.
 */
import { type Compiled, compile } from "../expression/index.ts";
import type { EventPosition } from "../event-definitions/event-definition.ts";
import type { TriggerKind } from "./element-kind.ts";
import type { Finding } from "./finding.ts";
import { ModelElement } from "./model-element.ts";
import type { ValueSource } from "./value-source.ts";

/** Finds the trigger and lets it read; handed in by the compiler, which knows the registry. */
export type ReadDefinition = (reader: ElementReader, position: EventPosition) => unknown;

/** An event by one of its event definitions: its trigger, and the reader that knows the definition. */
export interface EventPart {
  readonly trigger: TriggerKind;
  readonly reader: ElementReader;
}

/** See the file's head. */
export class ElementReader {
  readonly element: ModelElement;
  /** For an event, its one event definition; undefined with none or several and for everything that is no event. */
  readonly definition: ModelElement | undefined;
  readonly findings: Finding[];
  /** For an event with several event definitions, a reader for each, in the order of the model. */
  readonly parts: readonly EventPart[];

  readonly #readDefinition: ReadDefinition;

  constructor(
    element: ModelElement,
    definition: ModelElement | undefined,
    findings: Finding[],
    readDefinition: ReadDefinition,
    parts: readonly EventPart[] = [],
  ) {
    this.element = element;
    this.definition = definition;
    this.findings = findings;
    this.parts = parts;
    this.#readDefinition = readDefinition;
  }

  /** Lets the trigger of this event read its definition. */
  readDefinition(position: EventPosition): unknown {
    return this.#readDefinition(this, position);
  }

  /** For a boundary event, or the start event of an event sub-process; the standard's default is true. */
  get isInterrupting(): boolean {
    return this.element.flag("cancelActivity") ?? this.element.flag("isInterrupting") ?? true;
  }

  /** Reports an error that keeps the model from being deployed. */
  report(code: string, zh: string, en: string): void {
    this.#find("error", code, zh, en);
  }

  /** Reports what can be deployed and will not do all that the model seems to say. */
  warn(code: string, zh: string, en: string): void {
    this.#find("warning", code, zh, en);
  }

  #find(severity: Finding["severity"], code: string, zh: string, en: string): void {
    this.findings.push({ code, severity, elementId: this.element.id, message: { zh, en } });
  }

  /** Of the event definition, where one part of a multiple event says what is its own, else of the element. */
  extension(type: string): ModelElement | undefined {
    return this.definition?.extension(type) ?? this.element.extension(type);
  }

  /** `zeebe:taskHeaders` by key. */
  headers(): Readonly<Record<string, string>> {
    const headers = this.extension("zeebe:TaskHeaders")?.many("values") ?? [];
    return Object.fromEntries(
      headers.map((header) => [header.text("key") ?? "", header.text("value") ?? ""]),
    );
  }

  /** The value of the `zeebe:property` with the name. */
  property(name: string): string | undefined {
    const properties = this.element.extension("zeebe:Properties")?.many("properties") ?? [];
    return properties.find((property) => property.text("name") === name)?.text("value");
  }

  /** An attribute of the event definition, or an empty text. */
  definitionText(property: string): string {
    return this.definition?.text(property) ?? "";
  }

  /** The text of an expression inside the event definition (`timeDuration`). */
  definitionBody(property: string): string | undefined {
    return this.definition?.one(property)?.text("body");
  }

  /** What the event definition (or the task itself, which has none) refers to: `messageRef`, `errorRef`. */
  definitionReference(property: string): ModelElement | undefined {
    return (this.definition ?? this.element).one(property);
  }

  /** Text, or a FEEL expression when it begins with `=`; undefined for no text. `attribute` names it in findings. */
  value(text: string | undefined, attribute: string): ValueSource | undefined {
    if (text === undefined || text === "") return undefined;
    if (!text.startsWith("=")) return { kind: "text", text };
    const expression = this.expression(text, attribute);
    return expression === undefined ? undefined : { kind: "expression", expression };
  }

  /** A FEEL expression, with or without the `=` in front; undefined for no text or a syntax error, which is reported. */
  expression(text: string | undefined, attribute: string): Compiled | undefined {
    if (text === undefined || text === "") return undefined;
    const source = text.startsWith("=") ? text.slice(1) : text;
    const compiled = compile(source);
    if (compiled.ok) return compiled.value;
    const { zh, en } = compiled.problem.message;
    this.report(
      "EXPRESSION_SYNTAX",
      `${attribute} 的表达式有语法错误：${zh}`,
      `Syntax error in ${attribute}: ${en}`,
    );
    return undefined;
  }
}
