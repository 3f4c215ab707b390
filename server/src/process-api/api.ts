/** What endpoints are written against. */
import { NOT_A_KEY, NOT_FILLED } from "./complaint.ts";
import { NOT_HANDLED, notADate } from "./malformed-request.ts";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Routes } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { Actor, Json } from "../runtime/index.ts";
import { forbidden } from "./permissions.ts";
import type { Principal, Right } from "./principal.ts";
import { isInstant, isKey } from "./search/comparison.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a route of the process API asks for; `any`: to be known, `none`: nothing. */
    right?: Right | "any" | "none";
  }
  interface FastifyRequest {
    /** Who calls the process API. */
    principal: Principal | null;
  }
}

/** Registers endpoints below `/v2`. */
export type Endpoints = (routes: Routes, platform: Platform) => void;

/** Who calls a route that asks for a right. */
export function principalOf(request: Pick<FastifyRequest, "principal">): Principal {
  if (request.principal === null) throw new Error("A route of the process API asks for no right");
  return request.principal;
}

/** What belongs to no process, or to all of them, is only for who reaches all. @throws ApiProblem FORBIDDEN */
export function everybody(request: FastifyRequest): { readonly processes: null } {
  if (principalOf(request).processes !== null) throw forbidden(request);
  return { processes: null };
}

/** How what the caller has done is recorded. */
export function actorOf(request: Pick<FastifyRequest, "principal">): Actor {
  const { kind, name } = principalOf(request);
  return { kind, name };
}

/** What may be left out. Who writes null leaves it out, as Camunda's servers read it: many languages write what is not set so. */
export function optional<Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> {
  return schema.nullish().transform((given) => given ?? undefined);
}

/** {@link optional}, and what is meant then. */
export function optionalWith<Value>(
  schema: z.ZodType<Value>,
  otherwise: NoInfer<Value>,
): z.ZodType<Value> {
  return schema
    .nullish()
    .transform((given) => given ?? otherwise)
    .meta({ default: otherwise });
}

/** Times from outside are bounded by what a date can be, and not by what is usual: some workers keep a job for months. */
export const CENTURY_MS = 36_525 * 24 * 3_600_000;

/** The only tenant there is. */
export const TENANT = "<default>";

/** Where a request may name a tenant. @param request what Camunda calls it: "Publish Message" */
export function tenantIdOf(request: string): z.ZodType<string | undefined> {
  return optional(
    z.string().refine((tenant) => tenant === TENANT || tenant.trim() === "", {
      error: ({ input }) => noTenants(request, [String(input)]),
    }),
  );
}

/** That there are no tenants to be named, as Camunda's MultiTenancyValidator says it. */
export function noTenants(request: string, tenants: readonly string[]): string {
  const [tenant = "", ...others] = tenants.map((one) => one.slice(0, LONGEST_TENANT));
  const named =
    others.length === 0
      ? `identifier '${tenant}'`
      : `identifiers [${[tenant, ...others].join(", ")}]`;
  return `${NOT_HANDLED} ${request} with tenant ${named}, but multi-tenancy is disabled`;
}

const LONGEST_TENANT = 100;

/** That exactly one of two fields is needed, as Camunda's validators say it. */
export function exactlyOneOf<Name extends string>(
  first: Name,
  second: Name,
): (body: Readonly<Partial<Record<Name, unknown>>>, context: z.RefinementCtx) => void {
  return (body, context) => {
    const given = [first, second].filter((name) => body[name] !== undefined).length;
    const fields = `[${first}, ${second}]`;
    if (given === 0)
      context.addIssue({ code: "custom", message: `At least one of ${fields} is required` });
    if (given === 2)
      context.addIssue({ code: "custom", message: `Only one of ${fields} is allowed` });
  };
}

/**
 * A text that must be there and not be blank.
 *
 * @param called what Camunda's validators call it, where that is not its field's name
 */
export function filled(longest: number, called?: string): z.ZodString {
  const none = called === undefined ? undefined : `No ${called} provided`;
  return z
    .string({ error: ({ input }) => (input === undefined || input === null ? none : undefined) })
    .max(longest)
    .regex(/\S/, { error: none ?? NOT_FILLED });
}

/** A key in an address or a body. */
export const key = z.string().refine(isKey, { error: NOT_A_KEY });

/** Variables from outside; the engine checks what is in them. */
export const givenVariables = z.record(
  z.string(),
  // It came as JSON, so it is; z.json() would walk through all of it once more.
  z.unknown().transform((value) => value as Json),
);

/** {@link givenVariables}, at least one. */
export const someVariables = givenVariables.refine((given) => Object.keys(given).length > 0, {
  error: NOT_FILLED,
});

/** {@link givenVariables}, none when not given. */
export const variables = optionalWith(givenVariables, {});

/** A number that clients tie what they ask to what they log; it is read and not kept. */
export const operationReference = optional(z.int().min(1, { error: "must be > 0" }));

/** An instant as Camunda writes it. */
export function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

const dateTime = z.iso.datetime({ offset: true });

/** A date of a task, from outside. @param called what Camunda's validators call it */
export function taskDate(called: string): z.ZodOptional<z.ZodNullable<z.ZodString>> {
  return z
    .string()
    .refine((text) => text === "" || (dateTime.safeParse(text).success && isInstant(text)), {
      error: ({ input }) => notADate(called, String(input)),
    })
    .nullish();
}

/** Epoch ms of a {@link taskDate}; an empty one takes the date away. */
export function taskInstant(given: string): number | null {
  return given === "" ? null : Date.parse(given);
}

/** One of these words. Camunda's servers take them in any case, and some of its clients write them so. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  ...words: Words
): z.ZodType<Words[number]> {
  return z.preprocess(
    (value) =>
      typeof value === "string"
        ? (words.find((word) => word.toLowerCase() === value.toLowerCase()) ?? value)
        : value,
    z.enum(words),
  );
}
