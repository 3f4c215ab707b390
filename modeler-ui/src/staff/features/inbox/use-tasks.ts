import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import type { TaskSummary } from "../../../api/case-views.ts";
import { answer, api } from "../../../api/client.ts";
import type { Light } from "../../../design/light-mark.tsx";

/** Which tasks the inbox shows. */
export type TaskFilter = "mine" | "claimable" | "all";

/** The inbox, page by page, sorted by the server (remaining working time, most urgent first). */
export function useTasks(filter: TaskFilter, light: Light | undefined) {
  return useInfiniteQuery({
    queryKey: ["tasks", filter, light ?? "any"],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/tasks", {
          params: {
            query: {
              filter,
              ...(light === undefined ? {} : { light }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    meta: { live: ["task", "case"] },
  });
}

/** Takes a task; a lost race comes back as TASK_ALREADY_CLAIMED. */
export function useClaim(): UseMutationResult<unknown, Error, Pick<TaskSummary, "id">> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Pick<TaskSummary, "id">) =>
      answer(api.POST("/api/tasks/{id}/claim", { params: { path: { id } } })),
    onSettled: async (_data, _error, { id }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["tasks"] }),
        client.invalidateQueries({ queryKey: ["task", id] }),
      ]);
    },
  });
}
