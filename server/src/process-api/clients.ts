/** Other systems that may call: their ids, secrets and rights, as the operator has set them. */
import { z } from "zod";
import { likePattern, RIGHTS, type Right } from "./principal.ts";

/** A configured client. */
export interface ProcessApiClient {
  readonly id: string;
  readonly secret: string;
  readonly rights: readonly Right[];
  /** LIKE patterns; null for all. */
  readonly processes: readonly string[] | null;
}

const clientSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
    secret: z.string().min(16).max(256),
    rights: z.array(z.enum(RIGHTS)).default([...RIGHTS]),
    processes: z.array(z.string().min(1).max(200)).max(100).default(["*"]),
  })
  .transform(({ processes, ...client }): ProcessApiClient => ({
    ...client,
    processes: processes.includes("*") ? null : processes.map(likePattern),
  }));

/** The setting: a JSON list of clients. */
export const clientsSetting = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "须为 JSON · must be JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.array(clientSchema).max(100))
  .refine((clients) => new Set(clients.map(({ id }) => id)).size === clients.length, {
    error: "客户端 id 重复 · two clients have the same id",
  });
