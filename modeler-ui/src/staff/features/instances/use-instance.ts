import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answer, api } from "../../../api/client.ts";

/** One process instance. */
export function useInstance(id: string) {
  return useQuery({
    queryKey: ["instance", id],
    queryFn: () => answer(api.GET("/api/instances/{id}", { params: { path: { id } } })),
    meta: { live: ["case", "task", "model"] },
  });
}

/** Which changes of variables are shown. */
export interface VariableFilter {
  /** Part of the name; empty: all. */
  readonly name: string;
  /** ISO instant; empty: until now. */
  readonly until: string;
}

/** What became of an instance's variables, page by page, newest first. */
export function useVariableHistory(id: string, { name, until }: VariableFilter) {
  return useInfiniteQuery({
    queryKey: ["instance", id, "variables", name, until],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/instances/{id}/variables", {
          params: {
            path: { id },
            query: {
              ...(name !== "" && { q: name }),
              ...(until !== "" && { at: until }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Who looks is recorded each time: it is looked at again when somebody asks for it.
    staleTime: Number.POSITIVE_INFINITY,
  });
}
