/** Incidents: raised by the host for what it cannot do, resolved by an operator after repair. */
import { rejection } from "../errors.ts";
import { recheckConditions } from "../semantics/conditions.ts";
import { raiseIncident } from "../semantics/incidents.ts";
import type { Run } from "../semantics/run.ts";
import { forgetCalledProcess } from "../semantics/called-process.ts";
import type { ElementRecord, IncidentRecord } from "../state/records.ts";
import type { Handlers } from "./handler.ts";

/** See the file's head. */
export const incidentHandlers: Handlers<"resolveIncident" | "raiseIncident"> = {
  resolveIncident: (run, { incidentId }) => {
    const incident = run.tables.incident.get(incidentId);
    if (incident === undefined) return rejection("INCIDENT_NOT_FOUND", incidentId);
    const element = run.living(incident.elementInstanceId);
    const { elementInstanceId, elementId } = element;
    run.emit({ type: "incidentResolved", incidentId, elementInstanceId, elementId });
    resume(run, incident, element);
    return undefined;
  },

  raiseIncident: (run, { elementInstanceId, code, message }) => {
    const element = run.element(elementInstanceId);
    if (element === undefined) return rejection("ELEMENT_INSTANCE_NOT_FOUND", elementInstanceId);
    forgetCalledProcess(run, element, "canceled");
    raiseIncident(run, element, "wait", { code, message });
    return undefined;
  },
};

function resume(run: Run, incident: IncidentRecord, element: ElementRecord): void {
  const { resumeAt, jobId } = incident;
  const { elementInstanceId, elementId } = element;
  if (resumeAt === "conditions") {
    recheckConditions(run, elementInstanceId);
  } else if (resumeAt !== "wait") {
    run.queue.push({ at: resumeAt, elementInstanceId });
  } else if (jobId === undefined) {
    const node = run.nodeOf(element);
    run.behaviorOf(node).retry?.(run, node, element);
  } else {
    // The worker gets another go; an operator who wants to grant more attempts has updated the retries before.
    const retries = Math.max(1, run.tables.job.get(jobId)?.retries ?? 0);
    run.emit({
      type: "jobRetriesUpdated",
      jobId,
      elementInstanceId,
      elementId,
      retries,
      isReleased: true,
    });
  }
}
