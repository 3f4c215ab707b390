/** Batch operations: one operation on many instances, tried before, watched while it runs, with a result for each. */
import { z } from "zod";
import { viewerOf } from "../../http.ts";
import { cursorSchema, idSchema, pageSchema } from "../../paging.ts";
import type { Feature } from "../../platform.ts";
import {
  operationItemSchema,
  operationPreviewSchema,
  operationSchema,
  orderSchema,
} from "./operations.schema.ts";
import {
  beginOperation,
  findOperation,
  listItems,
  listOperations,
  moveOperation,
  previewOperation,
} from "./operations.service.ts";

const tags = ["批量操作 operations"];
const config = { access: "operation.run" } as const;
const params = z.object({ id: idSchema });

/** Registers the feature. */
export const operations: Feature = (routes, platform) => {
  routes.get(
    "/api/operations",
    {
      config,
      schema: {
        tags,
        summary: "Batch operations, newest first",
        querystring: z.object({ cursor: cursorSchema }),
        response: { 200: pageSchema(operationSchema) },
      },
    },
    ({ query }) => listOperations(platform, query.cursor),
  );
  routes.post(
    "/api/operations/preview",
    {
      config,
      schema: {
        tags,
        summary: "What a batch operation would do; nothing changes",
        body: orderSchema,
        response: { 200: operationPreviewSchema },
      },
    },
    (request) => previewOperation(platform, viewerOf(request), request.body),
  );
  routes.post(
    "/api/operations",
    {
      config,
      schema: {
        tags,
        summary: "Begins a batch operation",
        body: orderSchema,
        response: { 200: operationSchema },
      },
    },
    (request) => beginOperation(platform, viewerOf(request), request.body),
  );
  routes.get(
    "/api/operations/:id",
    {
      config,
      schema: {
        tags,
        summary: "How far a batch operation is",
        params,
        response: { 200: operationSchema },
      },
    },
    (request) => findOperation(platform, request.params.id),
  );
  routes.get(
    "/api/operations/:id/items",
    {
      config,
      schema: {
        tags,
        summary: "How it went with each",
        params,
        querystring: z.object({
          cursor: cursorSchema,
          state: operationItemSchema.shape.state.optional(),
        }),
        response: { 200: pageSchema(operationItemSchema) },
      },
    },
    (request) => listItems(platform, viewerOf(request), { ...request.params, ...request.query }),
  );
  for (const [move, summary] of [
    ["suspend", "Rests until it is resumed"],
    ["resume", "Goes on"],
    ["cancel", "Leaves undone what is not done yet"],
  ] as const) {
    routes.post(
      `/api/operations/:id/${move}`,
      { config, schema: { tags, summary, params, response: { 200: operationSchema } } },
      (request) => moveOperation(platform, request.params.id, move),
    );
  }
};
