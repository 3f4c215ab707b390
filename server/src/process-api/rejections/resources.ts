/** Files that are deployed, and taken away again. */
import type { ApiProblem } from "../api-problem.ts";
import { type Asked, notFound, refusal } from "./rejection.ts";

/** Camunda: DeploymentTransformer, and the report of its model's validation. */
export function deploymentRefused(
  findings: readonly { file: string; elementId?: string | undefined; en: string }[],
): ApiProblem {
  const errors = findings.map(({ file, elementId, en }) =>
    elementId === undefined
      ? `\n'${file}': ${en}`
      : `\n'${file}': - Element: ${elementId}\n    - ERROR: ${en}`,
  );
  const detail = `Expected to deploy new resources, but encountered the following errors:${errors.join("")}`;
  return refusal(
    {
      intent: "CREATE",
      what: "deploy new resources",
      words: { MODELS_INVALID: ["INVALID_ARGUMENT", () => detail] },
    },
    { code: "MODELS_INVALID" },
  );
}

/** Camunda: ResourceDeletionDeleteProcessor, which quotes the key so. */
export function resourceDeletionAsked(key: string): Asked {
  return {
    intent: "DELETE",
    what: `delete resource with key \`${key}\``,
    words: {
      RESOURCE_NOT_FOUND: notFound(
        `Expected to delete resource but no resource found with key \`${key}\``,
      ),
    },
  };
}
