import { useInfiniteQuery, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { answer, api } from "../../../api/client.ts";
import type { ElementStatistic, ModelSummary, ModelVersion } from "../../../api/views.ts";

/** All deployed processes. */
export function useModels(): UseQueryResult<readonly ModelSummary[]> {
  return useQuery({
    queryKey: ["models"],
    queryFn: async () => (await answer(api.GET("/api/models", {}))).items,
    meta: { live: ["model", "case"] },
  });
}

/** Versions of a process, newest first. */
export function useVersions(processId: string): UseQueryResult<readonly ModelVersion[]> {
  return useQuery({
    queryKey: ["model", processId, "versions"],
    queryFn: async () => {
      const { items } = await answer(
        api.GET("/api/models/{processId}/versions", { params: { path: { processId } } }),
      );
      return items.toSorted((a, b) => b.version - a.version);
    },
    meta: { live: ["model", "case"] },
  });
}

/** The XML of a version; it never changes. */
export function useVersionXml(
  processId: string,
  version: number | undefined,
): UseQueryResult<string> {
  return useQuery({
    queryKey: ["model", processId, "xml", version ?? 0],
    enabled: version !== undefined,
    queryFn: async () => {
      const path = { processId, version: version ?? 0 };
      const { xml } = await answer(
        api.GET("/api/models/{processId}/versions/{version}", { params: { path } }),
      );
      return xml;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Where the tokens of a version are. */
export function useStatistics(
  processId: string,
  version: number | undefined,
): UseQueryResult<readonly ElementStatistic[]> {
  return useQuery({
    queryKey: ["model", processId, "statistics", version ?? 0],
    enabled: version !== undefined,
    queryFn: async () => {
      const path = { processId, version: version ?? 0 };
      const { elements } = await answer(
        api.GET("/api/models/{processId}/versions/{version}/statistics", { params: { path } }),
      );
      return elements;
    },
    meta: { live: ["case", "task", "model"] },
  });
}

/** Cases on a version, page by page. */
export function useInstances(processId: string, version: number) {
  return useInfiniteQuery({
    queryKey: ["model", processId, "instances", version],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/models/{processId}/versions/{version}/instances", {
          params: {
            path: { processId, version },
            query: pageParam === null ? {} : { cursor: pageParam },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    meta: { live: ["case", "model"] },
  });
}
