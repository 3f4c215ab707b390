import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { changedKind, invalidateLive } from "./live-changes.ts";

it.each([
  ['{"kind":"task","id":"1"}', "task"],
  ['{"kind":"unheardOf"}', undefined],
  ["not json", undefined],
  ["null", undefined],
])("reads %s", (data, kind) => {
  expect(changedKind(data)).toBe(kind);
});

it("makes only the queries stale that live on the changed kind", async () => {
  const client = new QueryClient();
  const query = { queryFn: () => 1, staleTime: Number.POSITIVE_INFINITY };
  await client.query({ ...query, queryKey: ["inbox"], meta: { live: ["task"] } });
  await client.query({ ...query, queryKey: ["models"], meta: { live: ["model"] } });
  invalidateLive(client, new Set(["task"]));
  expect(client.getQueryState(["inbox"])?.isInvalidated).toBe(true);
  expect(client.getQueryState(["models"])?.isInvalidated).toBe(false);
});
