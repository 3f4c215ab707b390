/**
 * The addresses of the API in the shape that openapi-typescript generates, so that the generated file can take its place
 * (`./schema.d.ts`). Answers are the views of views.ts.
 */
import type { FormData } from "../forms/form-schema.ts";
import type * as c from "./case-views.ts";
import type * as v from "./views.ts";

interface Shape {
  query?: object;
  path?: object;
  body?: unknown;
  /** multipart or XML instead of JSON */
  media?: string;
}

type Parameters<Given extends Shape> = {
  query?: Given extends { query: infer Query } ? Query : never;
  header?: never;
  cookie?: never;
} & (Given extends { path: infer Path } ? { path: Path } : { path?: never });

type Media<Given extends Shape> = Given extends { media: infer Name extends string }
  ? Name
  : "application/json";

/** As JSON arrives: the generated description has mutable lists, and openapi-fetch's types only know those. */
type Wire<Data> = Data extends readonly (infer Item)[]
  ? Wire<Item>[]
  : Data extends object
    ? { -readonly [Key in keyof Data]: Wire<Data[Key]> }
    : Data;

type Operation<Answer, Given extends Shape = object> = {
  parameters: Parameters<Given>;
  responses: {
    200: { headers: Record<string, unknown>; content: { "application/json": Wire<Answer> } };
    default: { headers: Record<string, unknown>; content: { "application/problem+json": unknown } };
  };
} & (Given extends { body: infer Body }
  ? { requestBody: { content: { [Name in Media<Given>]: Body } } }
  : { requestBody?: never });

type Id = { path: { id: string } };
type Version = { path: { processId: string; version: number } };

/** Address → method → operation. */
export interface paths {
  "/api/auth/login": { post: Operation<v.Me, { body: { username: string; password: string } }> };
  "/api/auth/logout": { post: Operation<unknown> };
  "/api/me": { get: Operation<v.Me> };
  "/api/clock": { get: Operation<{ now: string; demo: boolean }> };
  "/api/tasks": {
    get: Operation<
      v.Page<c.TaskSummary>,
      { query: { filter?: "mine" | "claimable" | "all"; cursor?: string; light?: string } }
    >;
  };
  "/api/tasks/{id}": { get: Operation<c.TaskView, Id> };
  "/api/tasks/{id}/claim": { post: Operation<unknown, Id> };
  "/api/tasks/{id}/release": { post: Operation<unknown, Id> };
  "/api/tasks/{id}/complete": { post: Operation<unknown, Id & { body: { data: FormData } }> };
  "/api/tasks/{id}/photos": {
    post: Operation<
      { id: string; name: string },
      Id & { body: FormDataBody; media: "multipart/form-data" }
    >;
  };
  "/api/cases/{id}": { get: Operation<c.CaseView, Id> };
  "/api/cases/{id}/diagram": { get: Operation<c.CaseDiagram, Id> };
  "/api/hall": { get: Operation<v.HallView> };
  "/api/simulators": { get: Operation<{ items: readonly v.SimulatorView[] }> };
  "/api/simulators/{deviceId}/actions": {
    post: Operation<
      unknown,
      { path: { deviceId: string }; body: { action: string; [argument: string]: unknown } }
    >;
  };
  "/api/models": { get: Operation<{ items: readonly v.ModelSummary[] }> };
  "/api/models/check": {
    post: Operation<{ findings: readonly v.Finding[] }, { body: { xml: string } }>;
  };
  "/api/models/deploy": {
    post: Operation<
      { processId: string; version: number; unchanged: boolean },
      { body: { xml: string; comment: string; acceptUnsound?: boolean } }
    >;
  };
  "/api/models/{processId}/versions": {
    get: Operation<{ items: readonly v.ModelVersion[] }, { path: { processId: string } }>;
  };
  "/api/models/{processId}/versions/{version}": { get: Operation<{ xml: string }, Version> };
  "/api/models/{processId}/versions/{version}/statistics": {
    get: Operation<{ elements: readonly v.ElementStatistic[]; running: number }, Version>;
  };
  "/api/models/{processId}/versions/{version}/instances": {
    get: Operation<v.Page<v.ModelInstance>, Version & { query: { cursor?: string } }>;
  };
  "/api/forms": { get: Operation<{ items: readonly v.DeployedResource[] }> };
  "/api/decisions": { get: Operation<{ items: readonly v.DeployedResource[] }> };
  "/api/incidents": {
    get: Operation<v.Page<v.IncidentView>, { query: { cursor?: string } }>;
  };
  "/api/incidents/{id}/resolve": { post: Operation<unknown, Id> };
  "/api/instances/{id}": { get: Operation<v.InstanceView, Id> };
  "/api/instances/{id}/variables": {
    get: Operation<v.VariableHistory, Id & { query: { q?: string; at?: string; cursor?: string } }>;
  };
  "/api/operations": {
    get: Operation<v.Page<v.OperationView>, { query: { cursor?: string } }>;
    post: Operation<v.OperationView, { body: v.OperationOrder }>;
  };
  "/api/operations/preview": {
    post: Operation<v.OperationPreview, { body: v.OperationOrder }>;
  };
  "/api/operations/{id}/items": {
    get: Operation<
      v.Page<v.OperationItem>,
      Id & { query: { cursor?: string; state?: v.OperationItem["state"] } }
    >;
  };
  "/api/operations/{id}/suspend": { post: Operation<v.OperationView, Id> };
  "/api/operations/{id}/resume": { post: Operation<v.OperationView, Id> };
  "/api/operations/{id}/cancel": { post: Operation<v.OperationView, Id> };
  "/api/supervision/cases": {
    get: Operation<
      v.Page<v.SupervisedCase>,
      { query: { light?: string; q?: string; cursor?: string } }
    >;
  };
  "/api/supervision/cases/{id}": { get: Operation<c.CaseView, Id> };
  "/api/supervision/summary": { get: Operation<v.SupervisionSummary> };
}

/** A browser's multipart body: openapi-fetch passes it on as it is. */
type FormDataBody = globalThis.FormData;
