/** What can be asked of rules from outside: decisions, FEEL, and conditions that begin processes. */
import { z } from "zod";
import {
  type Actor,
  recordDecisions,
  recordOperations,
  type Runtime,
} from "../../runtime/index.ts";
import {
  actorOf,
  type Endpoints,
  givenVariables,
  key,
  principalOf,
  TENANT,
  tenantId,
  variables,
  optional,
} from "../api.ts";
import { accepted, ApiProblem } from "../api-problem.ts";
import { search } from "../search/search.ts";
import { reachAll } from "./messages.ts";
import { reasonsOf } from "./decision-instances.ts";
import { type Decision, decisionSource } from "./decisions.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;

const decisionBody = z
  .strictObject({
    decisionDefinitionId: optional(z.string().min(1).max(255)),
    decisionDefinitionKey: optional(key),
    variables,
    tenantId,
  })
  .refine(
    (body) =>
      (body.decisionDefinitionId === undefined) !== (body.decisionDefinitionKey === undefined),
    { error: "exactly one of decisionDefinitionId and decisionDefinitionKey is needed" },
  );

/** See file head. */
export const evaluation: Endpoints = (routes, platform) => {
  decisionEvaluation(routes, platform);
  expressionEvaluation(routes, platform);
  conditionEvaluation(routes, platform);
};

const decisionEvaluation: Endpoints = (routes, { runtime, clock }) => {
  routes.post(
    "/decision-definitions/evaluation",
    { config, schema: { tags, summary: "What a decision says", body: decisionBody } },
    async (request) => {
      const { decisionDefinitionId, decisionDefinitionKey, variables: given } = request.body;
      const filter =
        decisionDefinitionKey === undefined
          ? { decisionDefinitionId, isLatestVersion: true }
          : { decisionDefinitionKey };
      const found = await search(runtime.sql, decisionSource, principalOf(request), {
        filter,
        sort: [],
        page: { limit: 1 },
      });
      const [decision] = found.items;
      if (decision === undefined)
        throw new ApiProblem(
          "NOT_FOUND",
          `Expected to evaluate decision '${decisionDefinitionId ?? decisionDefinitionKey ?? ""}', but no decision found`,
        );
      return decided(runtime, decision, { given, by: actorOf(request), now: clock.now() });
    },
  );
};

const expressionEvaluation: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/expression/evaluation",
    {
      config,
      schema: {
        tags,
        summary: "FEEL, with or without its leading =",
        body: z.strictObject({
          expression: z.string().min(1).max(100_000),
          variables: givenVariables.nullish(),
          tenantId,
        }),
      },
    },
    (request) => {
      const { expression, variables: given } = request.body;
      const { rights, processes } = principalOf(request);
      // What may be read at /cluster-variables, and by nobody else.
      const seesInstallation = rights.has("data") && processes === null;
      const result = runtime.evaluations.feel(
        expression.replace(/^\s*=/, ""),
        given ?? {},
        seesInstallation,
      );
      return { expression, result: accepted("EVALUATE", result), warnings: [] };
    },
  );
};

const conditionEvaluation: Endpoints = (routes, { runtime }) => {
  routes.post(
    "/conditionals/evaluation",
    {
      config,
      schema: {
        tags,
        summary: "Starts what waits for a condition that now holds",
        body: z.strictObject({
          processDefinitionKey: optional(key),
          variables: givenVariables,
          tenantId,
        }),
      },
    },
    async (request) => {
      reachAll(principalOf(request));
      const { processDefinitionKey, variables: given } = request.body;
      const [definition] = await runtime.sql.query<{ processId: string }>(
        `SELECT process_id AS "processId" FROM process_definition WHERE id = $1::bigint`,
        [processDefinitionKey ?? null],
      );
      if (processDefinitionKey !== undefined && definition === undefined)
        throw new ApiProblem("NOT_FOUND", `Process definition '${processDefinitionKey}' not found`);
      const { started } = accepted(
        "EVALUATE",
        await runtime.execute({
          type: "evaluateConditionals",
          variables: given,
          processId: definition?.processId,
        }),
      );
      const processInstances = await runtime.sql.query(
        `SELECT id::text AS "processInstanceKey", definition_id::text AS "processDefinitionKey"
           FROM process_instance WHERE id = ANY($1::bigint[]) ORDER BY id`,
        [started],
      );
      return { conditionalEvaluationKey: runtime.newKey(), tenantId: TENANT, processInstances };
    },
  );
};

async function decided(
  runtime: Pick<Runtime, "evaluations" | "transact">,
  decision: Decision,
  {
    given,
    by,
    now,
  }: {
    readonly given: z.output<typeof givenVariables>;
    readonly by: Actor;
    readonly now: number;
  },
): Promise<object> {
  const { decisionDefinitionId: decisionId, decisionDefinitionKey, version } = decision;
  const evaluated = accepted(
    "EVALUATE",
    runtime.evaluations.decision({ decisionId, version }, given),
  );
  const decisionEvaluationKey = await runtime.transact(async ({ sql }) => {
    const [entityKey = ""] = await recordDecisions(sql, [
      {
        processInstanceId: null,
        processId: null,
        elementInstanceId: null,
        decisionId,
        decisionVersion: version,
        trace: JSON.stringify(evaluated.trace),
        at: now,
      },
    ]);
    const operation = { by, entity: "decision", operation: "evaluate", entityKey } as const;
    await recordOperations(sql, [{ ...operation, processInstanceId: null }], now);
    return entityKey;
  });
  return {
    decisionDefinitionId: decisionId,
    decisionDefinitionKey,
    decisionDefinitionName: decision.name,
    decisionDefinitionVersion: version,
    decisionRequirementsId: decision.decisionRequirementsId,
    decisionRequirementsKey: decision.decisionRequirementsKey,
    decisionEvaluationKey,
    decisionInstanceKey: decisionEvaluationKey,
    failedDecisionDefinitionId: null,
    failureMessage: null,
    output: JSON.stringify(evaluated.output),
    tenantId: TENANT,
    evaluatedDecisions: evaluated.trace.map((step, index) => ({
      decisionDefinitionId: step.decisionId,
      decisionDefinitionName: step.name,
      decisionDefinitionVersion: version,
      decisionDefinitionType: step.inputs.length > 0 ? "DECISION_TABLE" : "LITERAL_EXPRESSION",
      decisionDefinitionKey,
      decisionEvaluationInstanceKey: `${decisionEvaluationKey}-${String(index + 1)}`,
      output: JSON.stringify(step.output),
      tenantId: TENANT,
      ...reasonsOf(step),
    })),
  };
}
