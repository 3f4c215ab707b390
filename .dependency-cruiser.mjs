/* The arrows of docs/architecture: who may import whom. */
const tests = "(\\.test\\.ts$|(^|/)testing/)";

/**
 * Forbids one package to reach into others.
 *
 * @param {string} name
 * @param {string} from
 * @param {string} others
 * @param {string} comment
 * @returns {import("dependency-cruiser").IForbiddenRuleType}
 */
const apart = (name, from, others, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: "node_modules" },
  to: { path: others },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment:
        "A cycle means that two modules are one. Types may refer to each other: they are erased.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "Every import leads somewhere.",
      severity: "error",
      from: { path: "^(engine|processes|server|modeler-ui|devices|prisma|e2e|scripts)/" },
      // generated before a build; the check runs without it too
      // "node" is the type library that a test names by a triple-slash reference
      // "bpmn-server" is fetched when the benchmark runs it
      to: {
        couldNotResolve: true,
        pathNot: "(prisma|\\.)/generated/|api/schema|^(node|bpmn-server)$",
      },
    },
    apart(
      "engine-stands-alone",
      "^engine/",
      "^(processes|server|modeler-ui|devices|prisma|e2e|scripts)/",
      "The engine is pure and imports nothing of the workspace.",
    ),
    {
      name: "engine-does-no-io",
      comment: "The engine has no access to the host: no Node modules (its tests read fixtures).",
      severity: "error",
      from: { path: "^engine/src/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only-the-runtime-imports-the-engine",
      comment:
        "server/src/runtime is the durable shell around the pure core; everybody else asks it.",
      severity: "error",
      from: { path: "^server/", pathNot: `^server/src/runtime/|${tests}` },
      to: { path: "^engine/" },
    },
    apart(
      "server-reaches-engine-devices-prisma",
      "^server/",
      "^(modeler-ui|e2e|scripts)/",
      "The server knows no browser code.",
    ),
    {
      name: "only-seeding-and-tests-read-the-library",
      comment:
        "Matters are data of the database. The library of models is read when it is seeded, by tests and by the benchmark.",
      severity: "error",
      from: {
        path: "^(server|prisma)/",
        pathNot: `^server/src/(startup|seed)/|^server/bench/|^prisma/seed/|${tests}`,
      },
      to: { path: "^processes/" },
    },
    {
      name: "processes-reach-the-engine-through-testing",
      comment:
        "A matter's test plays its model with the scenario language, not with engine internals.",
      severity: "error",
      from: { path: "^processes/" },
      to: { path: "^(engine/(?!testing/)|server/|modeler-ui/|devices/|prisma/|e2e/|scripts/)" },
    },
    apart(
      "web-knows-only-the-api",
      "^modeler-ui/",
      "^(engine|processes|server|devices|prisma|e2e|scripts)/",
      "The web app knows the API's generated types and URLs.",
    ),
    apart(
      "devices-stand-alone",
      "^devices/",
      "^(engine|processes|server|modeler-ui|prisma|e2e|scripts)/",
      "Devices know MQTT only.",
    ),
    apart(
      "database-stands-alone",
      "^prisma/",
      "^(engine|server|modeler-ui|devices|e2e|scripts)/",
      "Schema, migrations and seed are below everything else.",
    ),
    apart(
      "journeys-know-urls-only",
      "^e2e/",
      "^(engine|processes|server|modeler-ui|devices|prisma)/",
      "Journeys see what a person sees.",
    ),
    {
      name: "no-tests-in-production",
      comment: "Production code imports no test.",
      severity: "error",
      from: { pathNot: `${tests}|^e2e/|\\.config\\.ts$` },
      to: { path: "\\.(test|spec)\\.tsx?$|^(server|prisma)/testing/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|generated)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.cruise.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
