import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import type { Finding } from "../../api/views.ts";

/** Checks a model without keeping it. */
export async function checkModel(xml: string): Promise<readonly Finding[]> {
  try {
    const { findings } = await answer(api.POST("/api/models/check", { body: { xml } }));
    return findings;
  } catch (error) {
    const found = findingsOf(error);
    if (found === undefined) throw error;
    return found;
  }
}

/** Findings that came as a problem instead of an answer. */
export function findingsOf(error: unknown): readonly Finding[] | undefined {
  const { findings } = problemOf(error).body;
  return Array.isArray(findings) ? findings.filter(isFinding) : undefined;
}

function isFinding(value: unknown): value is Finding {
  return typeof value === "object" && value !== null && "severity" in value && "message" in value;
}

/** Makes the model the next version. */
export function useDeployment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { xml: string; comment: string; acceptUnsound: boolean }) =>
      answer(api.POST("/api/models/deploy", { body })),
    onSuccess: async ({ processId }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["models"] }),
        client.invalidateQueries({ queryKey: ["model", processId] }),
      ]);
    },
  });
}
