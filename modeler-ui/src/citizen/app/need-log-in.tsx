/** Pages that belong to a person: whoever is not logged in does so first and comes back here. */
import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { useSession } from "../../session/session.ts";
import { Failure, Loading } from "./page-states.tsx";

/** Shows its children to a citizen who is logged in. */
export function NeedLogIn({ children }: { readonly children: ReactNode }) {
  const { data: me, error, isPending, refetch } = useSession();
  const location = useLocation();
  if (isPending) return <Loading />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (me === null || me.kind !== "citizen") {
    return (
      <Navigate
        replace
        to={`/login?from=${encodeURIComponent(location.pathname + location.search)}`}
      />
    );
  }
  return children;
}
