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

/** Sends files as multipart, which the API's description leaves open. The address is below /api/. */
export async function upload<Data>(address: string, body: FormData): Promise<Data> {
  const headers = csrfToken === undefined ? {} : { "x-csrf-token": csrfToken };
  const response = await fetch(address, { method: "POST", body, headers });
  const received: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiProblem(response.status, isRecord(received) ? received : {});
  return received as Data;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
