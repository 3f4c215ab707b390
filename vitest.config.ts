import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests that need PostgreSQL end so; they get one embedded server for all (docs/testing). */
const integration = "**/*.integration.test.ts";

/** One project of tests that need nothing but Node. */
function unit(name: string): { extends: true; test: object } {
  return {
    extends: true,
    test: {
      name,
      include: [`${name}/**/*.test.{ts,tsx}`],
      exclude: ["**/node_modules/**", "**/dist/**", integration],
    },
  };
}

/** The simulation is one long file: whoever begins it last waits for it alone. */
class SimulationFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isFirst = ({ moduleId }: TestSpecification): boolean =>
      moduleId.endsWith("/simulation.test.ts");
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which answers a new list
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
  }
}

export default defineConfig({
  test: {
    env: { TZ: "Asia/Shanghai" },
    // Property tests take seconds on a quiet machine and a minute on one that is shared.
    testTimeout: 90_000,
    // Vitest leaves a core free, of two that is half: most tests wait for PostgreSQL, and the simulation for nobody.
    maxWorkers: "100%",
    sequence: { sequencer: SimulationFirst },
    hookTimeout: 60_000,
    projects: [
      ...["engine", "processes", "devices", "server", "prisma", "modeler-ui"].map(unit),
      { extends: true, test: { name: "repository", include: ["scripts/**/*.test.mjs"] } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{server,prisma,devices}/**/*.integration.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          globalSetup: ["server/testing/postgres.global-setup.ts"],
        },
      },
    ],
  },
});
