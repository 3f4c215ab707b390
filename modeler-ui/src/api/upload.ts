/** Multipart uploads, which the typed client does not make. */
import { csrfHeader } from "./client.ts";
import { ApiProblem } from "./problem.ts";

/** Sends one file with further fields; answers the body, or throws an ApiProblem. */
export async function uploadFile<Answer>(
  address: string,
  file: File,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const body = new FormData();
  // The server reads fields that come before the file.
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", file);
  const response = await fetch(address, { method: "POST", body, headers: csrfHeader() });
  const json: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiProblem(response.status, (json ?? {}) as Record<string, unknown>);
  return json as Answer;
}
