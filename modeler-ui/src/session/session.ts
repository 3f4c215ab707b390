/** Who is signed in, and what that lets them see. */
import {
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answer, api, rememberCsrfToken } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import type { Me, Role } from "../api/views.ts";

const ME = ["me"] as const;

/** The person of the session; null when nobody is signed in. */
export function useSession(): UseQueryResult<Me | null> {
  return useQuery({
    queryKey: ME,
    queryFn: async () => {
      try {
        const me = await answer(api.GET("/api/me", {}));
        rememberCsrfToken(me);
        return me;
      } catch (error) {
        if (problemOf(error).status === 401) return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Signing in and out. */
export interface SessionActions {
  readonly logIn: (username: string, password: string) => Promise<void>;
  readonly logOut: () => Promise<void>;
}

/** What one person saw is not for the next; the session itself stays, because the shell watches it. */
function forget(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] });
}

/** Logging in and out; nothing of the last person's answers is left. */
export function useSessionActions(): SessionActions {
  const client = useQueryClient();
  return {
    logIn: async (username, password) => {
      const me = await answer(api.POST("/api/auth/login", { body: { username, password } }));
      rememberCsrfToken(me);
      forget(client);
      client.setQueryData(ME, me);
    },
    logOut: async () => {
      await answer(api.POST("/api/auth/logout", {}));
      rememberCsrfToken(undefined);
      client.setQueryData(ME, null);
      forget(client);
    },
  };
}

/** The signed-in person, below the shell. */
export const MeContext = createContext<Me | undefined>(undefined);

/** The signed-in person; throws outside of the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error("useMe is for pages inside the shell");
  return me;
}

/** Whether the person has one of the roles. */
export function hasRole(me: Me, ...roles: readonly Role[]): boolean {
  return roles.some((role) => me.roles.includes(role));
}
