/** Raising and resolving incidents: where execution stands still, and how it goes on. */
import type { IncidentCause, IncidentCode, LocalisedText } from "../errors.ts";
import type { ResumePoint } from "../events.ts";
import type { JobId } from "../ids.ts";
import type { ElementRecord } from "../state/records.ts";
import type { Run } from "./run.ts";

/** Stops the element instance where it is. */
export function raiseIncident(
  run: Run,
  element: ElementRecord,
  resumeAt: ResumePoint,
  { code, message }: IncidentCause,
  jobId?: JobId,
): void {
  run.emit({
    type: "incidentRaised",
    incidentId: run.newId(),
    elementInstanceId: element.elementInstanceId,
    elementId: element.elementId,
    code,
    message,
    resumeAt,
    ...(jobId === undefined ? undefined : { jobId }),
  });
}

/** Shorthand for a cause with its sentence in both languages. */
export function cause(code: IncidentCode, zh: string, en: string): IncidentCause {
  const message: LocalisedText = { zh, en };
  return { code, message };
}

/** Of an `Evaluated`, the half that is not a value. */
export interface Failed {
  readonly ok: false;
  readonly cause: IncidentCause;
}

/** A failed evaluation. */
export function failed(code: IncidentCode, zh: string, en: string): Failed {
  return { ok: false, cause: cause(code, zh, en) };
}
