/** Changing a running instance by hand. */
import { rejection } from "../errors.ts";
import { decideAgain, migrate } from "../migrate/migrate.ts";
import { planMigration } from "../migrate/plan-migration.ts";
import { modify } from "../modify/modify.ts";
import { planModification } from "../modify/plan-modification.ts";
import type { Handlers } from "./handler.ts";

/** See the file's head. */
export const changeHandlers: Handlers<"modifyInstance" | "migrateInstance"> = {
  modifyInstance: (run, { instructions }) => {
    const planned = planModification(run, instructions);
    if (!planned.ok) return planned.rejection;
    modify(run, planned.steps);
    return undefined;
  },

  migrateInstance: (run, { definitionId, version, plan }) => {
    const graph = run.context.definition?.(definitionId);
    if (graph === undefined) return rejection("DEFINITION_NOT_FOUND", definitionId);
    const planned = planMigration(run, graph, plan);
    if ("findings" in planned) {
      const [first] = planned.findings;
      const refused = `${first?.code ?? ""} ${first?.elementId ?? ""}`;
      return { ...rejection("MIGRATION_REFUSED", refused), finding: first };
    }
    migrate(run, { graph, definitionId, version }, planned);
    decideAgain(run);
    return undefined;
  },
};
