/** What the portal asks of the server, and keeps while it is fresh. */
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { answer, api } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

export type CaseView = components["schemas"]["CaseView"];
export type MatterGuide = components["schemas"]["MatterGuide"];
export type Checklist = components["schemas"]["Checklist"];
/** Answers to the situation questions. */
export type Answers = Record<string, boolean | number | string>;

/** One case. */
export function useCase(id: string): UseQueryResult<CaseView> {
  return useQuery({
    queryKey: ["case", id],
    queryFn: () => answer(api.GET("/api/cases/{id}", { params: { path: { id } } })),
    meta: { live: ["case"] },
  });
}

/** The guide of a matter. */
export function useGuide(id: string): UseQueryResult<MatterGuide> {
  return useQuery({
    queryKey: ["matter", id],
    queryFn: () => answer(api.GET("/api/matters/{id}", { params: { path: { id } } })),
    staleTime: 300_000,
  });
}

/** Something that changes a case: afterwards what is shown of it is asked for again. */
export function useCaseStep<Input>(
  id: string,
  step: (input: Input) => Promise<unknown>,
): UseMutationResult<unknown, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["case", id] });
      await client.invalidateQueries({ queryKey: ["cases"] });
    },
  });
}
