/** What rules say to whoever asks from outside of a process. */
import type { Json, Variables } from "@tongban/engine";
import type { DefinitionStore } from "./definitions/definition-store.ts";
import { type DecisionAnswer, evaluateDeployed } from "./evaluate-decision.ts";
import { evaluateFeel } from "./evaluate-expression.ts";
import type { Result } from "./result.ts";

/** See file head. */
export class Evaluations {
  readonly #definitions: DefinitionStore;
  readonly #moment: () => { readonly now: number; readonly timeZone: string };

  /** @param moment epoch ms and zone of `now()` and `today()` */
  constructor(
    definitions: DefinitionStore,
    moment: () => { readonly now: number; readonly timeZone: string },
  ) {
    this.#definitions = definitions;
    this.#moment = moment;
  }

  /**
   * FEEL over variables, or what is wrong with it.
   * @param seesInstallation whether who asks may read the variables of the installation
   */
  feel(expression: string, variables: Variables, seesInstallation: boolean): Result<Json> {
    const { shared } = this.#definitions.resources.seenFrom(undefined);
    const all = seesInstallation ? { ...shared, ...variables } : variables;
    return evaluateFeel(expression, all, this.#moment());
  }

  /** What a version of a decision says, with the rules that fired in it and in what it requires. */
  decision(
    { decisionId, version }: { readonly decisionId: string; readonly version: number },
    variables: Variables,
  ): Result<DecisionAnswer> {
    const { resources } = this.#definitions;
    const { shared } = resources.seenFrom(undefined);
    const model = resources.decisionVersion(decisionId, version);
    return evaluateDeployed(model, decisionId, { ...shared, ...variables }, this.#moment());
  }
}
