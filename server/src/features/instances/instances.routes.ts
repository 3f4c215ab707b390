/** One process instance for who looks after processes, and for who supervises cases. Read only. */
import { z } from "zod";
import { viewerOf } from "../../http.ts";
import { cursorSchema, idSchema } from "../../paging.ts";
import type { Feature } from "../../platform.ts";
import { instanceSchema, variableHistorySchema } from "./instances.schema.ts";
import { findInstance, instanceVariables } from "./instances.service.ts";

const tags = ["流程实例 instances"];
const config = { access: "instance.read" } as const;
const params = z.object({ id: idSchema });

/** Registers the feature. */
export const instances: Feature = (routes, platform) => {
  routes.get(
    "/api/instances/:id",
    {
      config,
      schema: {
        tags,
        summary: "An instance, running or ended, and where it is",
        params,
        response: { 200: instanceSchema },
      },
    },
    (request) => findInstance(platform, viewerOf(request), request.params.id),
  );

  routes.get(
    "/api/instances/:id/variables",
    {
      config,
      schema: {
        tags,
        summary: "What values its variables had, when, and what set them; newest first",
        params,
        querystring: z.object({
          name: z.string().min(1).max(255).optional().describe("exactly this variable"),
          q: z.string().trim().max(100).optional().describe("part of the name"),
          at: z.iso
            .datetime({ offset: true })
            .optional()
            .describe("up to then: with `name`, the first is the value that it had at that time"),
          cursor: cursorSchema,
        }),
        response: { 200: variableHistorySchema },
      },
    },
    (request) =>
      instanceVariables(
        platform,
        { viewer: viewerOf(request), requestId: request.id },
        request.params.id,
        request.query,
      ),
  );
};
