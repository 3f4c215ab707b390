import type { Catalogue, TextTree } from "../../i18n/catalogue.ts";
import { hallTexts } from "../features/hall/hall.catalogue.ts";
import { inboxTexts } from "../features/inbox/inbox.catalogue.ts";
import { instanceTexts } from "../features/instances/instances.catalogue.ts";
import { incidentTexts } from "../features/incidents/incidents.catalogue.ts";
import { modelTexts } from "../features/models/models.catalogue.ts";
import { operationTexts } from "../features/operations/operations.catalogue.ts";
import { simulatorTexts } from "../features/simulators/simulators.catalogue.ts";
import { supervisionTexts } from "../features/supervision/supervision.catalogue.ts";
import { workspaceTexts } from "../features/workspace/workspace.catalogue.ts";
import { modelerTexts } from "../modeler/modeler.catalogue.ts";
import { shellTexts } from "./shell.catalogue.ts";

/** All texts of the staff entry. */
export const staffCatalogues: readonly Catalogue<TextTree>[] = [
  shellTexts,
  inboxTexts,
  workspaceTexts,
  supervisionTexts,
  hallTexts,
  simulatorTexts,
  modelTexts,
  modelerTexts,
  incidentTexts,
  instanceTexts,
  operationTexts,
];
