/**
 * The process API `/v2`: Camunda 8's Orchestration Cluster REST API, so that its clients and job workers work unchanged
 * (docs/process-api.md). Deny by default: a route that asks for no right stops the start.
 */
import type { FastifyError, RouteOptions } from "fastify";
import type { Routes } from "../http.ts";
import type { Platform } from "../platform.ts";
import { inexactInteger } from "./exact-numbers.ts";
import { ApiProblem, asApiProblem, sendProblem } from "./api-problem.ts";
import { type Authentication, authentication } from "./authentication.ts";
import { auditLogs } from "./endpoints/audit-logs.ts";
import { authorizations } from "./endpoints/authorizations.ts";
import { batchOperations } from "./endpoints/batch-operations.ts";
import { clockControl } from "./endpoints/clock.ts";
import { cluster } from "./endpoints/cluster.ts";
import { definitions } from "./endpoints/definitions.ts";
import { clusterVariables } from "./endpoints/cluster-variables.ts";
import { documentLinks, documents } from "./documents/documents.ts";
import { deployments } from "./endpoints/deployments.ts";
import { decisionInstances } from "./endpoints/decision-instances.ts";
import { decisions } from "./endpoints/decisions.ts";
import { adHocActivation, elementInstances } from "./endpoints/element-instances.ts";
import { evaluation } from "./endpoints/evaluation.ts";
import { identity } from "./endpoints/identity.ts";
import { incidents } from "./endpoints/incidents.ts";
import { instanceChanges } from "./endpoints/instance-changes.ts";
import { instances } from "./endpoints/instances.ts";
import { jobStatistics } from "./endpoints/job-statistics.ts";
import { jobWork } from "./endpoints/job-work.ts";
import { jobs } from "./endpoints/jobs.ts";
import { messages } from "./endpoints/messages.ts";
import { statistics } from "./endpoints/statistics.ts";
import { subscriptions } from "./endpoints/subscriptions.ts";
import { userTaskWork } from "./endpoints/user-task-work.ts";
import { userTasks } from "./endpoints/user-tasks.ts";
import { variables } from "./endpoints/variables.ts";
import { operations, reasonOf } from "./operations.ts";
import { forbidden, isPermissionKnown, isSearch } from "./permissions.ts";
import { NOTHING } from "./search/search.ts";
import { tokenEndpoint } from "./token-endpoint.ts";

/** One line each. */
const endpoints = [
  cluster,
  deployments,
  definitions,
  instances,
  instanceChanges,
  batchOperations,
  elementInstances,
  adHocActivation,
  jobWork,
  jobs,
  jobStatistics,
  userTasks,
  userTaskWork,
  variables,
  incidents,
  messages,
  subscriptions,
  decisions,
  decisionInstances,
  auditLogs,
  evaluation,
  statistics,
  identity,
  authorizations,
  clusterVariables,
  clockControl,
  documents,
];

/** Whether the address, as it was written, is one below `/v2`. */
export function isOfProcessApi(url: string): boolean {
  return /^\/+v2(?:[/?]|$)/.test(url);
}

/** Registers the API and the way to its bearer tokens. */
export async function registerProcessApi(app: Routes, platform: Platform): Promise<void> {
  const who = authentication(app, platform);
  app.decorateRequest("principal", null);
  await app.register(async (scope) => tokenEndpoint(scope, who));
  await app.register(async (scope) => links(scope, platform));
  await app.register(async (scope) => api(scope, platform, who), { prefix: "/v2" });
}

function api(routes: Routes, platform: Platform, who: Authentication): void {
  problems(routes);
  const answered = new Set<string>();
  routes.addHook("onRoute", (route: RouteOptions) => {
    if (route.config?.right === undefined)
      throw new Error(`${String(route.method)} ${route.url} asks for no right`);
    const isForAll = route.config.right === "any" || route.config.right === "none";
    if (!isForAll && !isPermissionKnown(String(route.method), route.url))
      throw new Error(`Nobody knows what ${String(route.method)} ${route.url} is to Camunda`);
    answered.add(`${String(route.method)} ${route.url}`);
  });
  routes.addHook("onRequest", async (request) => {
    const { right } = request.routeOptions.config;
    if (right === undefined || right === "none") return;
    const principal = await who.principalOf(request);
    if (right !== "any" && !principal.rights.has(right)) throw forbidden(request);
    request.principal = principal;
  });
  const parseJson = routes.getDefaultJsonParser("error", "error");
  // Some clients announce JSON where they send nothing.
  routes.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else
      void parseJson(request, String(body), (error, parsed) => {
        const inexact = error === null ? inexactInteger(String(body)) : undefined;
        if (inexact === undefined) done(error, parsed);
        else done(tooLong(inexact));
      });
  });
  for (const register of endpoints) register(routes, platform);
  for (const [name, [method, path]] of Object.entries(operations)) {
    const url = parametersOf(path);
    if (answered.has(`${method} /v2${url}`)) continue;
    routes.route({
      method,
      url,
      config: { right: "any" },
      schema: { hide: true },
      handler: () => {
        throw new ApiProblem("UNIMPLEMENTED", `'${name}' is not available: ${reasonOf(path)}.`);
      },
    });
  }
  // Before the pages of the web app, which answer everything else.
  routes.all("/*", { config: { right: "any" }, schema: { hide: true } }, ({ method, url }) => {
    const [path = ""] = url.split("?", 1);
    const methods = addresses.filter(({ shape }) => shape.test(path)).map((one) => one.method);
    if (methods.length > 0 && !methods.includes(method))
      throw new ApiProblem("Method Not Allowed", `Method '${method}' is not supported.`);
    throw new ApiProblem("NOT_FOUND", "There is no such endpoint.");
  });
}

function tooLong(integer: string): ApiProblem {
  const shown = integer.length > 40 ? `${integer.slice(0, 40)}…` : integer;
  return new ApiProblem(
    "INVALID_ARGUMENT",
    `The number ${shown} has more digits than are kept of a number (about 15). Send it as a text.`,
  );
}

/** What the operations' addresses look like, with whatever key. */
const addresses = Object.values(operations).map(([method, path]) => ({
  method: method as string,
  shape: new RegExp(`^/v2${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** `{key}` as fastify writes it. */
function parametersOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function links(routes: Routes, platform: Platform): void {
  problems(routes);
  documentLinks(routes, platform);
}

function problems(routes: Routes): void {
  routes.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asApiProblem(error, request);
    if (problem.title === "FORBIDDEN" && isSearch(request)) return reply.code(200).send(NOTHING);
    if (problem.status === 500)
      request.log.error({ err: error, route: request.routeOptions.url }, problem.title);
    return sendProblem(request, reply, problem);
  });
}
