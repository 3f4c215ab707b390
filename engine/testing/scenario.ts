/**
 * Scenarios: an execution rule in a few lines. A sketch (testing/sketch.ts) or a whole BPMN file, and for each case the
 * variables to start with, the steps from outside, the trace that must come of it (testing/trace.ts) and, where it
 * matters, the variables of the process at the end.
 *
 *   scenario('first true condition wins, else default', '§13.4.2', `
 *     start -> xor
 *     xor -[x < 5]->  low:serviceTask -> end
 *     xor -default->  other -> end
 *   `, [
 *     [{ x: 4 }, [],                   'start xor low?'],
 *     [{ x: 4 }, ['complete job:low'], 'start xor low end'],
 *   ])
 *
 * All of it runs in a {@link World}, which checks replay and storage after every step.
 */
import { describe, expect, test } from "vitest";
import type { Context, Limits } from "../src/context.ts";
import type { DecisionModel } from "../src/decision/index.ts";
import type { Variables } from "../src/json.ts";
import type { ProcessGraph } from "../src/model/process-graph.ts";
import { parseProcesses } from "../src/parse-processes.ts";
import { localVariables } from "../src/semantics/variables.ts";
import { rootScopeOf } from "../src/ids.ts";
import { sketch } from "./sketch.ts";
import { carryOut, type Step } from "./steps.ts";
import { traceOf } from "./trace.ts";
import { World } from "./world.ts";

/** Start variables, steps, expected trace, and (some of the) variables of the process at the end. */
export type ScenarioCase = readonly [
  start: Variables,
  steps: readonly Step[],
  trace: string,
  variables?: Variables,
];

/** What a scenario has besides its model. */
export interface ScenarioOptions {
  /** Called processes by id, as sketches or documents. */
  readonly processes?: Readonly<Record<string, string>>;
  readonly decisions?: ReadonlyMap<string, DecisionModel>;
  readonly formVersion?: NonNullable<Context["formVersion"]>;
  /** The start event that triggers, when it is not the none start event. */
  readonly startElementId?: string;
  /** The part of a parallel multiple start event that triggers. */
  readonly startPart?: number;
  /** Elements to begin at instead of a start event. */
  readonly startAt?: readonly string[];
  /** Elements whose end terminates the instance. */
  readonly terminateAfter?: readonly string[];
  readonly limits?: Limits;
}

/** Declares a test for every case. `clause` is that of the rule in BPMN 2.0.2, or the extension that states it. */
export function scenario(
  title: string,
  clause: string,
  model: string,
  cases: readonly ScenarioCase[],
  options: ScenarioOptions = {},
): void {
  describe(`${title} (${clause})`, () => {
    for (const [start, steps, trace, variables = {}] of cases) {
      test(`${JSON.stringify(start)} ${stepsText(steps)} ⇒ ${trace}`, async () => {
        const world = await runScenario(model, start, steps, options);
        expect(traceOf(world)).toBe(trace);
        expect(processVariables(world)).toMatchObject(variables);
      });
    }
  });
}

/** Runs one case and gives the world as it is then, for expectations of another kind. */
export async function runScenario(
  model: string,
  start: Variables,
  steps: readonly Step[],
  options: ScenarioOptions = {},
): Promise<World> {
  const processes = await graphsOf(model);
  for (const [processId, called] of Object.entries(options.processes ?? {})) {
    processes.push(...(await graphsOf(called, processId)));
  }
  const { decisions, formVersion, limits } = options;
  const { startElementId, startPart, startAt, terminateAfter } = options;
  const world = new World({
    processes,
    ...(decisions === undefined ? undefined : { decisions }),
    ...(formVersion === undefined ? undefined : { formVersion }),
    ...(limits === undefined ? undefined : { limits }),
  });
  const processId = processes[0]?.processId ?? "";
  const refused = world.start(processId, start, startElementId, startPart, startAt, terminateAfter);
  if (refused !== undefined) throw new Error(`The instance was refused: ${refused.code}`);
  for (const step of steps) carryOut(world, step);
  return world;
}

/** The variables of the first instance's root scope. */
export function processVariables(world: World): Variables {
  const [main] = world.instances;
  return main === undefined ? {} : localVariables(main.state, rootScopeOf(main.processInstanceId));
}

/** The executable processes of a BPMN document, or the one of a sketch. */
export async function graphsOf(model: string, processId = "main"): Promise<ProcessGraph[]> {
  const isDocument = model.trimStart().startsWith("<");
  const parsed = await parseProcesses(isDocument ? model : sketch(model, processId));
  if (parsed.ok) return [...parsed.processes];
  const findings = parsed.findings.map(
    ({ code, elementId, message }) => `${code} ${elementId ?? ""} ${message.en}`,
  );
  throw new Error(`The model has findings:\n${findings.join("\n")}`);
}

/** The steps as a test names them. */
export function stepsText(steps: readonly Step[]): string {
  return steps.length === 0
    ? "start"
    : steps.map((step) => (typeof step === "string" ? step : step[0])).join(", ");
}
