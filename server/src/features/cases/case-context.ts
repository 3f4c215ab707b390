/** What all case services share, built once. */
import type { Viewer } from "../../authorisation/roles.ts";
import type { Platform } from "../../platform.ts";
import { type WorkingCalendars, workingCalendars } from "../clocks/working-calendars.ts";
import { type MatterService, matterService } from "../matters/matters.service.ts";
import type { WholeCase } from "./case-access.ts";
import { caseView, type ViewContext } from "./case-view.ts";
import type { CaseView } from "./case.schema.ts";

/** See file head. */
export interface CaseContext {
  readonly platform: Platform;
  readonly matters: MatterService;
  readonly calendars: WorkingCalendars;
  /** What is needed to show this case. */
  viewContext(of: Pick<WholeCase, "matterVersionId">): Promise<ViewContext>;
  /** The case as the viewer may see it. */
  view(found: WholeCase, viewer: Viewer): Promise<CaseView>;
  /** Office names by key; offices change with a deployment of the city's data, not while the server runs. */
  officeNames(): Promise<ReadonlyMap<string, string>>;
}

/** Builds the context. */
export function caseContext(platform: Platform): CaseContext {
  const matters = matterService(platform);
  const calendars = workingCalendars(platform.runtime.sql);
  let offices: Promise<ReadonlyMap<string, string>> | undefined;
  const officeNames = (): Promise<ReadonlyMap<string, string>> => {
    offices ??= platform.database.office
      .findMany({ select: { key: true, shortName: true } })
      .then((rows) => new Map(rows.map(({ key, shortName }) => [key, shortName])));
    offices.catch(() => {
      offices = undefined;
    });
    return offices;
  };
  const viewContext = async (of: Pick<WholeCase, "matterVersionId">): Promise<ViewContext> => ({
    platform,
    calendars,
    matter: await matters.version(of.matterVersionId),
    officeNames: await officeNames(),
  });
  return {
    platform,
    matters,
    calendars,
    viewContext,
    officeNames,
    view: async (found, viewer) => caseView(found, viewer, await viewContext(found)),
  };
}
