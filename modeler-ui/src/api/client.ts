/** The one way to the server: typed addresses, the CSRF header, problems as errors. */
import createClient from "openapi-fetch";
import type { paths as awaited } from "./contract.ts";
import type { paths as described } from "./schema.d.ts";
import { ApiProblem } from "./problem.ts";

/** Calls that need a signed-in person carry the token of their session. */
let csrfToken: string | undefined;

/** Told after login and by GET /api/me; undefined after logout. */
export function rememberCsrfToken(me: { readonly csrfToken: string } | undefined): void {
  csrfToken = me?.csrfToken;
}

/** The token, for uploads, which do not go through `api`. */
export function csrfHeader(): Record<string, string> {
  return csrfToken === undefined ? {} : { "x-csrf-token": csrfToken };
}

type paths = described & Omit<awaited, keyof described>;

/** Typed by address and method: `api.GET("/api/tasks/{id}", { params: { path: { id } } })`. */
export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "" });

api.use({
  onRequest({ request }) {
    if (request.method !== "GET" && csrfToken !== undefined) {
      request.headers.set("x-csrf-token", csrfToken);
    }
    return request;
  },
});

/** The answer's body, or an ApiProblem thrown. Network trouble stays a TypeError, as fetch throws it. */
export async function answer<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) {
    throw new ApiProblem(response.status, isRecord(error) ? error : {});
  }
  return data as Data;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
