import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem.ts";

/** Kinds of things that change by themselves; GET /api/events names them. */
export type ChangeKind = "task" | "case" | "device" | "model" | "hall";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** Changes after which the query's answer is stale. */
      live?: readonly ChangeKind[];
    };
  }
}

/** Answers stay fresh until a change is told; only what may pass by itself is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, thrown) => {
          const { status } = problemOf(thrown);
          return failures < 2 && (status === 0 || status >= 500);
        },
      },
    },
  });
}
