/** What can be asked of rules from outside: decisions, FEEL, and conditions that begin processes. */
import { z } from "zod";
import {
  type Actor,
  type DecisionAnswer,
  recordDecisions,
  recordOperations,
  type Runtime,
} from "../../runtime/index.ts";
import {
  actorOf,
  type Endpoints,
  everybody,
  exactlyOneOf,
  filled,
  givenVariables,
  key,
  principalOf,
  someVariables,
  TENANT,
  tenantIdOf,
  variables,
  optional,
} from "../api.ts";
import { conditionsAsked, decisionAsked, expressionAsked } from "../rejections/others.ts";
import { accepted, type Asked, refusal, uncapitalised } from "../rejections/rejection.ts";
import { search } from "../search/search.ts";
import { reasonsOf } from "./decision-instances.ts";
import { type Decision, decisionSource } from "./decisions.ts";

const tags = ["流程接口 process API"];
const config = { right: "operate" } as const;

const decisionBody = z
  .strictObject({
    decisionDefinitionId: optional(z.string().min(1).max(255)),
    decisionDefinitionKey: optional(key),
    variables,
    tenantId: tenantIdOf("Evaluate Decision"),
  })
  .superRefine(exactlyOneOf("decisionDefinitionId", "decisionDefinitionKey"));

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
      const asked = decisionAsked({ id: decisionDefinitionId, key: decisionDefinitionKey });
      if (decision === undefined) throw refusal(asked, { code: "DECISION_NOT_FOUND" });
      return decided(runtime, decision, { asked, given, by: actorOf(request), now: clock.now() });
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
          expression: filled(100_000, "expression"),
          variables: givenVariables.nullish(),
          tenantId: tenantIdOf("Expression Evaluation"),
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
      return { expression, result: accepted(expressionAsked, result), warnings: [] };
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
          variables: someVariables,
          tenantId: tenantIdOf("Evaluate Conditional"),
        }),
      },
    },
    async (request) => {
      everybody(request);
      const { processDefinitionKey, variables: given } = request.body;
      const [definition] = await runtime.sql.query<{ processId: string }>(
        `SELECT process_id AS "processId" FROM process_definition WHERE id = $1::bigint`,
        [processDefinitionKey ?? null],
      );
      const asked = conditionsAsked(processDefinitionKey);
      if (processDefinitionKey !== undefined && definition === undefined)
        throw refusal(asked, { code: "PROCESS_NOT_DEPLOYED" });
      const { started } = accepted(
        asked,
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

/** One that fails is an answer, too, as in Camunda; only what was decided is kept among the decisions. */
async function decided(
  runtime: Pick<Runtime, "evaluations" | "transact" | "newKey">,
  decision: Decision,
  {
    asked,
    given,
    by,
    now,
  }: {
    readonly asked: Asked;
    readonly given: z.output<typeof givenVariables>;
    readonly by: Actor;
    readonly now: number;
  },
): Promise<object> {
  const { decisionDefinitionId: decisionId, version } = decision;
  const evaluated = runtime.evaluations.decision({ decisionId, version }, given);
  const hasFailed = !evaluated.ok && evaluated.problem.code === "DECISION_FAILED";
  const reached = hasFailed ? null : accepted(asked, evaluated);
  const evaluationKey = await runtime.transact(async ({ sql }) => {
    const [entityKey = runtime.newKey()] =
      reached === null
        ? []
        : await recordDecisions(sql, [
            {
              processInstanceId: null,
              processId: null,
              elementInstanceId: null,
              decisionId,
              decisionVersion: version,
              trace: JSON.stringify(reached.trace),
              at: now,
            },
          ]);
    const operation = { by, entity: "decision", operation: "evaluate", entityKey } as const;
    await recordOperations(sql, [{ ...operation, processInstanceId: null }], now);
    return entityKey;
  });
  return {
    ...answered(decision, evaluationKey, reached ?? { output: null, trace: [] }),
    failedDecisionDefinitionId: hasFailed ? decisionId : null,
    failureMessage: hasFailed
      ? `Expected to evaluate decision '${decisionId}', but ${uncapitalised(evaluated.problem.message.en)}`
      : null,
  };
}

function answered(
  decision: Decision,
  decisionEvaluationKey: string,
  { output, trace }: Pick<DecisionAnswer, "output" | "trace">,
): object {
  const { decisionDefinitionId, decisionDefinitionKey, version } = decision;
  return {
    decisionDefinitionId,
    decisionDefinitionKey,
    decisionDefinitionName: decision.name,
    decisionDefinitionVersion: version,
    decisionRequirementsId: decision.decisionRequirementsId,
    decisionRequirementsKey: decision.decisionRequirementsKey,
    decisionEvaluationKey,
    decisionInstanceKey: decisionEvaluationKey,
    output: JSON.stringify(output),
    tenantId: TENANT,
    evaluatedDecisions: trace.map((step, index) => ({
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
