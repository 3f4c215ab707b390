/** What the platform is, and who asks. */
import { type Endpoints, principalOf, TENANT } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";

const tags = ["流程接口 process API"];
/** The version of the API that this one speaks; clients look at it. */
const API_VERSION = "8.9.0";

/** See file head. */
export const cluster: Endpoints = (routes, platform) => {
  servers(routes, platform);
  caller(routes, platform);
};

const servers: Endpoints = (routes, { config, runtime }) => {
  routes.get(
    "/topology",
    { config: { right: "any" }, schema: { tags, summary: "The servers; to clients one broker" } },
    () => ({
      brokers: [
        {
          nodeId: 0,
          host: new URL(config.publicUrl).hostname,
          port: config.port,
          partitions: [{ partitionId: 1, role: "leader", health: "healthy" }],
          version: API_VERSION,
        },
      ],
      clusterId: "tongban",
      clusterSize: 1,
      partitionsCount: 1,
      replicationFactor: 1,
      gatewayVersion: API_VERSION,
      lastCompletedChangeId: "-1",
    }),
  );
  routes.get(
    "/status",
    // For load balancers and probes.
    { config: { right: "none" }, schema: { tags, summary: "204 when work can be done" } },
    async (_request, reply) => {
      try {
        await runtime.sql.query("SELECT 1 AS one");
      } catch (error) {
        throw new ApiProblem("RESOURCE_EXHAUSTED", "The database does not answer.", error);
      }
      return reply.code(204).send();
    },
  );
};

const caller: Endpoints = (routes) => {
  routes.get(
    "/license",
    // Some clients ask before they have a token.
    { config: { right: "none" }, schema: { tags, summary: "There is none to buy" } },
    () => ({
      validLicense: true,
      licenseType: "Apache-2.0",
      isCommercial: false,
      expiresAt: null,
    }),
  );
  routes.get(
    "/system/configuration",
    {
      config: { right: "any" },
      schema: { tags, summary: "How jobs are counted" },
    },
    () => ({
      jobMetrics: {
        enabled: true,
        exportInterval: "PT0S",
        maxWorkerNameLength: 200,
        maxJobTypeLength: 200,
        maxTenantIdLength: 31,
        maxUniqueKeys: 2_147_483_647,
      },
    }),
  );
  routes.get(
    "/authentication/me",
    { config: { right: "any" }, schema: { tags, summary: "Who asks" } },
    (request) => {
      const { name, displayName, rights } = principalOf(request);
      return {
        username: name,
        displayName,
        email: null,
        authorizedComponents: [],
        tenants: [{ name: "Default", tenantId: TENANT, description: null }],
        groups: [],
        roles: [...rights],
        salesPlanType: null,
        c8Links: {},
        canLogout: false,
      };
    },
  );
};
