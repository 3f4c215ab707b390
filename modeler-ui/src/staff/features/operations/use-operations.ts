import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { answer, api } from "../../../api/client.ts";
import { useProblemText } from "../../../api/use-problem-text.ts";
import type { OperationOrder } from "../../../api/views.ts";

/** Between two looks at operations under way. */
const LOOK_AGAIN_MS = 1000;

/** Batch operations, newest first; looked at again while one is under way. */
export function useOperations() {
  return useInfiniteQuery({
    queryKey: ["operations"],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/operations", {
          params: { query: pageParam === null ? {} : { cursor: pageParam } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((one) => one.state === "active")) === true
        ? LOOK_AGAIN_MS
        : false,
  });
}

/** What an operation could not do. */
export function useFailures(id: string, isWanted: boolean) {
  return useInfiniteQuery({
    queryKey: ["operations", id, "failures"],
    enabled: isWanted,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/operations/{id}/items", {
          params: {
            path: { id },
            query: { state: "failed", ...(pageParam !== null && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Tries an order without effect. */
export function usePreview(order: OperationOrder | null) {
  return useQuery({
    queryKey: ["operations", "preview", order],
    enabled: order !== null,
    queryFn: () => {
      if (order === null) throw new Error("There is no order to try");
      return answer(api.POST("/api/operations/preview", { body: order }));
    },
  });
}

/** Pauses, goes on, stops. */
export function useMove(id: string) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const problemText = useProblemText();
  return useMutation({
    mutationFn: (move: "suspend" | "resume" | "cancel") =>
      answer(api.POST(`/api/operations/{id}/${move}`, { params: { path: { id } } })),
    onError: (error) => void message.error(problemText(error), 6),
    onSettled: () => client.invalidateQueries({ queryKey: ["operations"] }),
  });
}
