/** Who one can be in a demonstration; nobody in real use. */
import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";

/** An account of the sample city. */
export type DemoAccount = components["schemas"]["DemoAccounts"]["accounts"][number];

/** The accounts of one kind; empty while they are asked for, and where there are none. */
export function useDemoAccounts(kind: "citizen" | "staff"): readonly DemoAccount[] {
  const { data } = useQuery({
    queryKey: ["demoAccounts"],
    queryFn: () => answer(api.GET("/api/demo/accounts")),
    staleTime: Infinity,
  });
  return (data?.accounts ?? []).filter(
    ({ roles }) => (roles.length === 0) === (kind === "citizen"),
  );
}
