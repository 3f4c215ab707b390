import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import type { CaseDiagram, TaskView } from "../../../api/case-views.ts";
import { answer, api } from "../../../api/client.ts";
import type { FormData } from "../../../forms/form-schema.ts";

/** A task with its case. */
export function useTask(id: string): UseQueryResult<TaskView> {
  return useQuery({
    queryKey: ["task", id],
    queryFn: () => answer(api.GET("/api/tasks/{id}", { params: { path: { id } } })),
    meta: { live: ["task", "case"] },
  });
}

/** Where the case's processes are. */
export function useCaseDiagram(caseId: string): UseQueryResult<CaseDiagram> {
  return useQuery({
    queryKey: ["case-diagram", caseId],
    queryFn: () => answer(api.GET("/api/cases/{id}/diagram", { params: { path: { id: caseId } } })),
    meta: { live: ["case"] },
  });
}

/** Finishes a task with what was filled in. */
export function useCompleteTask(id: string): UseMutationResult<unknown, Error, FormData> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (data: FormData) =>
      answer(api.POST("/api/tasks/{id}/complete", { params: { path: { id } }, body: { data } })),
    // Not waited for: whoever finished goes on, and the inbox asks again when it is opened.
    onSuccess: () => void client.invalidateQueries({ queryKey: ["tasks"] }),
  });
}

/** Gives a claimed task back to its group. */
export function useReleaseTask(id: string): UseMutationResult<unknown, Error, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST("/api/tasks/{id}/release", { params: { path: { id } } })),
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["tasks"] }),
        client.invalidateQueries({ queryKey: ["task", id] }),
      ]);
    },
  });
}
