/** Shapes of log-in and profile. */
import { z } from "zod";
import { ROLES } from "../../authorisation/roles.ts";

export const loginSchema = z.object({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
});

export const localeSchema = z.object({ locale: z.enum(["zh-CN", "en"]) });

/** The person who is logged in. */
export const meSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(["citizen", "staff"]),
    roles: z.array(z.enum(ROLES)),
    offices: z.array(z.object({ key: z.string(), name: z.string() })),
    region: z.string().nullable().describe("Region code of the first office"),
    csrfToken: z.string().describe("To be sent as x-csrf-token with every write"),
    locale: z.string(),
  })
  .meta({ id: "Me" });

/** See {@link meSchema}. */
export type Me = z.infer<typeof meSchema>;
