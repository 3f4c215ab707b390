/** Values of a requirement graph's elements, each evaluated once (DMN 1.3 §10.4). */
import {
  type Code,
  conform,
  contextOf,
  describe,
  FeelFunction,
  type Env,
  jsonOf,
  lambda,
  rootEnv,
  textOf,
  type Value,
} from "../expression/within.ts";
import type {
  Decision,
  DecisionModel,
  DecisionService,
  DrgElement,
  ElementKey,
  InputData,
  VisibleNames,
} from "./decision-model.ts";
import type { DecisionRun } from "./decision-run.ts";
import { requirementOrder } from "./requirement-order.ts";

type ValueLookup = (name: string) => Value | undefined;

/** See the file's head. */
export class GraphEvaluation {
  readonly #model: DecisionModel;
  readonly #run: DecisionRun;
  readonly #lookup: ValueLookup;
  readonly #values: Map<ElementKey, Value>;

  /** @param given values that are not to be evaluated */
  constructor(
    model: DecisionModel,
    run: DecisionRun,
    lookup: ValueLookup,
    given: Iterable<readonly [ElementKey, Value]> = [],
  ) {
    this.#model = model;
    this.#run = run;
    this.#lookup = lookup;
    this.#values = new Map(given);
  }

  /** The value of an element, with everything it requires. */
  valueOf(key: ElementKey): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const { elements } = this.#model;
    for (const next of requirementOrder(elements, key, new Set(this.#values.keys())).order) {
      const element = elements.get(next);
      this.#values.set(next, element === undefined ? null : this.#evaluate(element));
    }
    return this.#values.get(key) ?? null;
  }

  #evaluate(element: DrgElement): Value {
    switch (element.kind) {
      case "input":
        return this.#input(element);
      case "decision":
        return this.#decision(element);
      case "knowledge":
        return element.code(this.#environment(element.visible));
      case "service":
        return this.#service(element);
    }
  }

  #input(element: InputData): Value {
    return this.#conforming(element, this.#lookup(element.resultName) ?? null);
  }

  #conforming(element: DrgElement, value: Value): Value {
    const type = element.type.kind === "function" ? element.type.result : element.type;
    const conforming = conform(value, type, this.#run);
    if (conforming !== undefined) return conforming;
    const described = describe(value);
    return this.#run.fail(
      { from: 0, to: 0 },
      `「${element.name}」不能取值 ${described}：类型不符`,
      `"${element.name}" cannot be ${described}: it is of another type`,
    );
  }

  #decision(decision: Decision): Value {
    const value = this.#run.stated(decision.name, () =>
      this.#decided(decision.code, decision.visible),
    );
    const table = this.#run.lastTable;
    this.#run.lastTable = null;
    this.#run.trace.push({
      decisionId: decision.id,
      name: decision.name,
      inputs: table?.inputs ?? [],
      matchedRules: table?.matchedRules ?? [],
      output: jsonOf(value, this.#run) ?? textOf(value, this.#run),
    });
    return value;
  }

  #decided(code: Code | null, visible: VisibleNames): Value {
    this.#run.lastTable = null;
    return code === null ? null : code(this.#environment(visible));
  }

  /** Required elements by name, and behind them what comes from outside. */
  #environment(visible: VisibleNames): Env {
    return rootEnv(this.#run, (name) => {
      const target = visible.get(name);
      if (target === undefined) return this.#lookup(name);
      if (typeof target === "string") return this.valueOf(target);
      return contextOf([...target].map(([member, key]) => [member, this.valueOf(key)]));
    });
  }

  /** A function of the service's inputs: its decisions are evaluated anew, and see nothing else from outside. */
  #service(service: DecisionService): FeelFunction {
    const inputs = service.inputs.flatMap((key) => this.#model.elements.get(key) ?? []);
    return lambda(
      inputs.map(({ resultName }) => resultName),
      inputs.map(({ type }) => type),
      (args) => {
        const given = inputs.map(({ key }, index) => [key, args[index] ?? null] as const);
        return this.#serve(service, given);
      },
    );
  }

  #serve(service: DecisionService, given: readonly (readonly [ElementKey, Value])[]): Value {
    const inside = new GraphEvaluation(this.#model, this.#run, this.#lookup, given);
    const results = service.outputs.map((key) => {
      const name = this.#model.elements.get(key)?.resultName ?? key;
      return [name, inside.valueOf(key)] as const;
    });
    const [first] = results;
    const value = results.length === 1 && first !== undefined ? first[1] : contextOf(results);
    return this.#conforming(service, value);
  }
}
