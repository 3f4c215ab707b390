/** What readers of a document's parts share: its names and types, and where findings go. */
import {
  type Failed,
  KnownNames,
  type Node,
  parse,
  type Parsed,
  parseTests,
  type TypeLookup,
} from "../expression/within.ts";
import type { Finding } from "../model/finding.ts";
import type { ModelElement } from "../model/model-element.ts";
import { namesIn } from "./names-in-model.ts";

/** See the file's head. */
export class ModelReading {
  readonly findings: Finding[];
  /** Names with blanks and signs that expressions may contain. */
  readonly names: KnownNames;
  readonly types: TypeLookup;

  constructor(names: KnownNames, types: TypeLookup, findings: Finding[]) {
    this.names = names;
    this.types = types;
    this.findings = findings;
  }

  /** The same within one element, where names with a dot mean the element's own parameters. */
  within(element: ModelElement): ModelReading {
    const names = new KnownNames(namesIn(element), this.names);
    return new ModelReading(names, this.types, this.findings);
  }

  /** The tree of an expression; null with a finding. */
  expression(source: string, of: ModelElement, where: string, whereEn: string): Node | null {
    return this.#reported(parse(source, this.names), of, where, whereEn);
  }

  /** The tree of a cell's tests; null with a finding. */
  tests(source: string, of: ModelElement, where: string, whereEn: string): Node | null {
    return this.#reported(parseTests(source, this.names), of, where, whereEn);
  }

  /** Notes what keeps the document from being deployed, or is to be looked at. */
  report(
    code: string,
    elementId: string,
    zh: string,
    en: string,
    severity: Finding["severity"] = "error",
  ): void {
    this.findings.push({
      code,
      severity,
      elementId: elementId === "" ? undefined : elementId,
      message: { zh, en },
    });
  }

  /** Notes an expression that cannot be compiled. */
  reportExpression(failed: Failed, of: ModelElement, where: string, whereEn: string): void {
    const { code, message } = failed.problem;
    this.report(code, of.id, `${where}：${message.zh}`, `In ${whereEn}: ${message.en}`);
  }

  #reported(parsed: Parsed, of: ModelElement, where: string, whereEn: string): Node | null {
    if (parsed.ok) return parsed.value;
    this.reportExpression(parsed, of, where, whereEn);
    return null;
  }
}
