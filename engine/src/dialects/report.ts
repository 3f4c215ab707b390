/** What translation did, element by element. */
import type { LocalisedText } from "../errors.ts";

/** Vendors whose models are translated. */
export type Dialect = "camunda7" | "flowable" | "activiti";

/** `kept`: means the same as it stands. `changed`: says the same in other words. `person`: somebody has to look. */
export type Fate = "kept" | "changed" | "person";

/** One line of the report. */
export interface ReportLine {
  /** Null for what belongs to the whole file. */
  readonly elementId: string | null;
  readonly fate: Fate;
  readonly message: LocalisedText;
}

/** Collects the report. */
export class Report {
  readonly #lines: ReportLine[] = [];
  readonly #noted = new Set<string>();

  /** Something says the same in other words. */
  changed(elementId: string, zh: string, en: string): void {
    this.#add(elementId, "changed", zh, en);
  }

  /** Somebody has to look. */
  person(elementId: string, zh: string, en: string): void {
    this.#add(elementId, "person", zh, en);
  }

  /** Of an element about which nothing else was said. */
  kept(elementId: string): void {
    if (!this.#noted.has(elementId)) this.#add(elementId, "kept", "保持不变。", "Kept as it is.");
  }

  /** All lines, in the order in which they were found. */
  lines(): readonly ReportLine[] {
    return this.#lines;
  }

  #add(elementId: string, fate: Fate, zh: string, en: string): void {
    this.#noted.add(elementId);
    this.#lines.push({ elementId: elementId === "" ? null : elementId, fate, message: { zh, en } });
  }
}
