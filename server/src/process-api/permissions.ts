/**
 * What Camunda 8 asks for where we ask for a right, and how it refuses: its brokers refuse commands, its services reading. It names
 * what the caller may not do, and neither who they are nor what we call the right. (In Camunda: AuthorizationRejectionMapper,
 * ResourceAccessDeniedException.)
 */
import type { FastifyRequest } from "fastify";
import { ApiProblem } from "./api-problem.ts";
import { operations } from "./operations.ts";
import { COMMANDS, type Operation, type Permission, READING } from "./permission-table.ts";

/** One of the permissions is enough. */
interface Needed {
  /** Of a command. */
  readonly intent?: string;
  readonly anyOf: readonly Permission[];
}

/** By method and address, as routes are written. */
const NEEDED = new Map<string, Needed>([
  ...READING.flatMap(([anyOf, named]) =>
    named.map((operation): [string, Needed] => [routeOf(operation), { anyOf }]),
  ),
  ...Object.entries(COMMANDS).map(([operation, [intent, ...anyOf]]): [string, Needed] => [
    routeOf(operation as Operation),
    { intent, anyOf },
  ]),
]);

function routeOf(operation: Operation): string {
  const [method, path] = operations[operation];
  return `${method} /v2${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
}

/** Addresses that operations had before, and are answered still. */
const BEFORE = new Map<string, Operation>([
  ["PATCH /v2/user-tasks/:userTaskKey/update", "updateUserTask"],
  ["POST /v2/documents/:documentId/link", "createDocumentLink"],
]);

function neededFor(method: string, url = ""): Needed | undefined {
  const route = `${method === "HEAD" ? "GET" : method} ${url}`;
  const operation = BEFORE.get(route);
  return NEEDED.get(operation === undefined ? route : routeOf(operation));
}

/** Whether it can be said what the caller of a route may not do. */
export function isPermissionKnown(method: string, url: string): boolean {
  return neededFor(method, url) !== undefined;
}

/** That the caller may not do what they ask for. */
export function forbidden({
  method,
  routeOptions,
}: Pick<FastifyRequest, "method" | "routeOptions">): ApiProblem {
  const needed = neededFor(method, routeOptions.url);
  if (needed === undefined) throw new Error(`Nobody knows what ${method} needs`);
  return new ApiProblem("FORBIDDEN", sentence(needed));
}

/** Whether the route is a search: of what the caller may not see it finds nothing, as in Camunda, and is not refused. */
export function isSearch({
  routeOptions: { url = "" },
}: Pick<FastifyRequest, "routeOptions">): boolean {
  return url.endsWith("/search") && !url.includes(":");
}

function sentence({ intent, anyOf }: Needed): string {
  if (intent !== undefined) {
    const lacking = anyOf.map(
      ([permission, resource]) =>
        `Insufficient permissions to perform operation '${permission}' on resource '${resource}'`,
    );
    return `Command '${intent}' rejected with code 'FORBIDDEN': ${lacking.join("; and ")}`;
  }
  const [first, ...others] = anyOf;
  return others.length === 0
    ? `Unauthorized to perform operation '${first?.[0] ?? ""}' on resource '${first?.[1] ?? ""}'`
    : `Unauthorized to perform any of the operations: ${anyOf
        .map(([permission, resource]) => `'${permission}' on '${resource}'`)
        .join(" or ")}`;
}
