/** Decisions that were evaluated: each with what it required, with its inputs and the rules that fired. */
import { z } from "zod";
import { type Endpoints, instant, key, principalOf, TENANT } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { search, searchBody, type SearchSource } from "../search/search.ts";

const tags = ["流程接口 process API"];
const config = { right: "data" } as const;

/** A step of an evaluation (engine/src/decision). */
interface Step {
  readonly decisionId: string;
  readonly name: string;
  readonly output: unknown;
  readonly inputs: readonly { readonly label: string; readonly value: unknown }[];
  readonly matchedRules: readonly {
    readonly id: string;
    readonly row: number;
    readonly output: unknown;
  }[];
}

interface Row {
  readonly key: string;
  readonly evaluationKey: string;
  readonly place: string;
  readonly step: Step;
  readonly at: number;
  readonly name: string;
  readonly version: number;
  readonly definitionKey: string;
  readonly rootDefinitionKey: string;
  readonly instanceKey: string | null;
  readonly rootKey: string | null;
  readonly processKey: string | null;
  readonly elementKey: string | null;
}

const TYPE =
  "CASE WHEN json_array_length(o.step->'inputs') > 0 THEN 'DECISION_TABLE' ELSE 'LITERAL_EXPRESSION' END";

/** @param item how a row is told: as one of many, or alone with its inputs and rules */
function source<Item>(item: (row: Row) => Item): SearchSource<Row, Item> {
  return {
    // What was required came with the same deployment, or with an earlier one when it was the same then.
    from: `decision_evaluation e CROSS JOIN LATERAL json_array_elements(e.trace) WITH ORDINALITY AS o(step, place)
           JOIN decision_definition root ON root.decision_id = e.decision_id
            AND root.version = coalesce(e.decision_version, (SELECT max(v.version) FROM decision_definition v WHERE v.decision_id = e.decision_id))
           JOIN LATERAL (SELECT d.id, d.name, d.version FROM decision_definition d WHERE d.decision_id = o.step->>'decisionId'
             AND d.deployment_id <= root.deployment_id ORDER BY d.version DESC LIMIT 1) d ON TRUE
           LEFT JOIN process_instance p ON p.id = e.process_instance_id`,
    columns: `e.id::text AS "evaluationKey", o.place::text, o.step, (extract(epoch FROM e.at) * 1000)::float8 AS at, d.name, d.version,
              d.id::text AS "definitionKey", root.id::text AS "rootDefinitionKey", e.process_instance_id::text AS "instanceKey",
              p.root_id::text AS "rootKey", p.definition_id::text AS "processKey", e.element_instance_id::text AS "elementKey"`,
    key: "(e.id * 10000 + o.place)",
    processId: "coalesce(e.process_id, e.decision_id)",
    fields: {
      decisionEvaluationInstanceKey: { sql: "(e.id || '-' || o.place)", type: "text" },
      decisionEvaluationKey: { sql: "e.id", type: "key" },
      state: {
        sql: "'EVALUATED'::text",
        type: "text",
        values: { EVALUATED: ["EVALUATED"], FAILED: [], UNSPECIFIED: [], UNKNOWN: [] },
      },
      evaluationFailure: { sql: "NULL::text", type: "text" },
      evaluationDate: { sql: "e.at", type: "instant" },
      decisionDefinitionId: { sql: "o.step->>'decisionId'", type: "text" },
      decisionDefinitionName: { sql: "d.name", type: "text" },
      decisionDefinitionVersion: { sql: "d.version", type: "integer" },
      decisionDefinitionKey: { sql: "d.id", type: "key" },
      decisionRequirementsKey: { sql: "d.id", type: "key" },
      decisionDefinitionType: {
        sql: TYPE,
        type: "text",
        values: {
          DECISION_TABLE: ["DECISION_TABLE"],
          LITERAL_EXPRESSION: ["LITERAL_EXPRESSION"],
          UNSPECIFIED: [],
          UNKNOWN: [],
        },
      },
      rootDecisionDefinitionKey: { sql: "root.id", type: "key" },
      processInstanceKey: { sql: "e.process_instance_id", type: "key" },
      processDefinitionKey: { sql: "p.definition_id", type: "key" },
      elementInstanceKey: { sql: "e.element_instance_id", type: "key" },
      tenantId: { sql: `'${TENANT}'::text`, type: "text" },
    },
    item,
  };
}

function summary(row: Row): object {
  return {
    decisionEvaluationInstanceKey: `${row.evaluationKey}-${row.place}`,
    decisionEvaluationKey: row.evaluationKey,
    state: "EVALUATED",
    evaluationDate: instant(row.at),
    evaluationFailure: null,
    decisionDefinitionId: row.step.decisionId,
    decisionDefinitionName: row.name,
    decisionDefinitionVersion: row.version,
    decisionDefinitionKey: row.definitionKey,
    decisionDefinitionType: row.step.inputs.length > 0 ? "DECISION_TABLE" : "LITERAL_EXPRESSION",
    rootDecisionDefinitionKey: row.rootDefinitionKey,
    result: JSON.stringify(row.step.output),
    processInstanceKey: row.instanceKey,
    rootProcessInstanceKey: row.rootKey,
    processDefinitionKey: row.processKey,
    elementInstanceKey: row.elementKey,
    tenantId: TENANT,
  };
}

function whole(row: Row): object {
  return { ...summary(row), ...reasonsOf(row.step) };
}

/** What went into a decision, and which rules fired. */
export function reasonsOf({ decisionId, name, inputs, matchedRules }: Step): {
  evaluatedInputs: object[];
  matchedRules: object[];
} {
  return {
    evaluatedInputs: inputs.map(({ label, value }, place) => ({
      inputId: `${decisionId}-${String(place + 1)}`,
      inputName: label,
      inputValue: JSON.stringify(value),
    })),
    matchedRules: matchedRules.map(({ id: ruleId, row: ruleIndex, output }) => ({
      ruleId,
      ruleIndex,
      evaluatedOutputs: [
        {
          outputId: `${ruleId}-output`,
          outputName: name,
          outputValue: JSON.stringify(output),
          ruleId,
          ruleIndex,
        },
      ],
    })),
  };
}

const params = z.object({
  decisionEvaluationInstanceKey: z.string().regex(/^\d{1,19}-\d{1,4}$/, {
    error: "must be a decision evaluation instance key",
  }),
});

/** See file head. */
export const decisionInstances: Endpoints = (routes, { runtime }) => {
  const { sql } = runtime;
  routes.post(
    "/decision-instances/search",
    { config, schema: { tags, summary: "Decisions that were evaluated", body: searchBody } },
    (request) => search(sql, source(summary), principalOf(request), request.body),
  );
  routes.get(
    "/decision-instances/:decisionEvaluationInstanceKey",
    { config, schema: { tags, summary: "With its inputs and the rules that fired", params } },
    async (request) => {
      const { decisionEvaluationInstanceKey: wanted } = request.params;
      const [evaluation = ""] = wanted.split("-");
      const filter = key.safeParse(evaluation).success
        ? { decisionEvaluationKey: evaluation, decisionEvaluationInstanceKey: wanted }
        : { decisionEvaluationInstanceKey: "" };
      const { items } = await search(sql, source(whole), principalOf(request), undefined, filter);
      const [item] = items;
      if (item === undefined)
        throw new ApiProblem("NOT_FOUND", `Decision Instance with id '${wanted}' not found`);
      return item;
    },
  );
};
