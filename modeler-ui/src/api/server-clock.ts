/** The server's time: a demonstration may move it, and clocks must be drawn with it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answer, api } from "./client.ts";

const TICK_MS = 30_000;

/** Epoch ms by the server's clock, moving on every half minute. */
export function useServerNow(): number {
  const { data: offset = 0 } = useQuery({
    queryKey: ["server-clock"],
    queryFn: async () => {
      const { now } = await answer(api.GET("/api/clock", {}));
      return Date.parse(now) - Date.now();
    },
    meta: { live: ["case", "task"] },
  });
  const [local, setLocal] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLocal(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return local + offset;
}
