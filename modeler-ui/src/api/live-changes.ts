/** Screens update by themselves: the server tells what changed, the queries that show it ask again. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ChangeKind } from "./query-client.ts";

const KINDS: ReadonlySet<string> = new Set<ChangeKind>(["task", "case", "device", "model", "hall"]);
/** Changes that come together are answered once. */
const COALESCE_MS = 150;

/** Reads one event's data; undefined for kinds this build does not know. */
export function changedKind(data: string): ChangeKind | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    const kind = (parsed as { kind?: unknown } | null)?.kind;
    return typeof kind === "string" && KINDS.has(kind) ? (kind as ChangeKind) : undefined;
  } catch {
    return undefined;
  }
}

/** Asks again for every query whose `meta.live` names one of the kinds. */
export function invalidateLive(client: QueryClient, kinds: ReadonlySet<ChangeKind>): void {
  void client.invalidateQueries({
    predicate: (query) => query.meta?.live?.some((kind) => kinds.has(kind)) === true,
  });
}

/**
 * Listens while the component is mounted and `enabled`.
 * @returns whether the line stands, so that a screen can say when it may be out of date
 */
export function useLiveChanges(enabled: boolean): boolean {
  const client = useQueryClient();
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    if (!enabled) return;
    const source = new EventSource("/api/events");
    const waiting = new Set<ChangeKind>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasLost = false;
    const flush = (): void => {
      timer = undefined;
      invalidateLive(client, new Set(waiting));
      waiting.clear();
    };
    source.addEventListener("change", (event: MessageEvent<string>) => {
      const kind = changedKind(event.data);
      if (kind === undefined) return;
      waiting.add(kind);
      timer ??= setTimeout(flush, COALESCE_MS);
    });
    source.addEventListener("open", () => {
      setConnected(true);
      // What changed while the line was down was not told.
      if (wasLost) void client.invalidateQueries();
      wasLost = false;
    });
    source.addEventListener("error", () => {
      wasLost = true;
      setConnected(false);
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [client, enabled]);
  return isConnected;
}
