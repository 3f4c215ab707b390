/** What other systems are told, as CloudEvents 1.0 in JSON. Keys and states, never variables or names: who needs more asks for it. */
import type { CommittedEvent } from "../runtime/index.ts";

/** What can be told. */
export const EVENT_TYPES = [
  "org.tongban.process-instance.started",
  "org.tongban.process-instance.completed",
  "org.tongban.process-instance.terminated",
  "org.tongban.user-task.created",
  "org.tongban.user-task.completed",
  "org.tongban.incident.raised",
  "org.tongban.incident.resolved",
] as const;

/** One of {@link EVENT_TYPES}. */
export type EventType = (typeof EVENT_TYPES)[number];

/** CloudEvents 1.0, structured mode. */
export interface CloudEvent {
  readonly specversion: "1.0";
  /** The same for every delivery of it: instance and place in its history. */
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  /** The process instance. */
  readonly subject: string;
  /** RFC 3339 */
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly data: Readonly<Record<string, string | number | null>>;
}

/** The event for other systems; null when it is none of theirs. `source` is the platform's address. */
export function cloudEventOf(committed: CommittedEvent, source: string): CloudEvent | null {
  const told = tellingOf(committed.event);
  if (told === null) return null;
  const { processInstanceId, rootProcessInstanceId, processId, version, businessKey } = committed;
  return {
    specversion: "1.0",
    id: `${processInstanceId}-${String(committed.seq)}`,
    source,
    type: told.type,
    subject: processInstanceId,
    time: new Date(committed.at).toISOString(),
    datacontenttype: "application/json",
    data: {
      processInstanceKey: processInstanceId,
      rootProcessInstanceKey: rootProcessInstanceId,
      processDefinitionId: processId,
      processDefinitionVersion: version,
      businessId: businessKey,
      ...told.data,
    },
  };
}

function tellingOf(
  event: CommittedEvent["event"],
): { readonly type: EventType; readonly data: Readonly<Record<string, string>> } | null {
  switch (event.type) {
    case "processInstanceCreated":
      return { type: "org.tongban.process-instance.started", data: {} };
    case "processInstanceCompleted":
      return { type: "org.tongban.process-instance.completed", data: {} };
    case "processInstanceTerminated":
      return { type: "org.tongban.process-instance.terminated", data: {} };
    case "userTaskCreated":
      return {
        type: "org.tongban.user-task.created",
        data: { userTaskKey: event.userTaskId, elementId: event.elementId },
      };
    case "userTaskCompleted":
      return {
        type: "org.tongban.user-task.completed",
        data: { userTaskKey: event.userTaskId, elementId: event.elementId },
      };
    case "incidentRaised":
      return {
        type: "org.tongban.incident.raised",
        data: { incidentKey: event.incidentId, elementId: event.elementId, code: event.code },
      };
    case "incidentResolved":
      return {
        type: "org.tongban.incident.resolved",
        data: { incidentKey: event.incidentId, elementId: event.elementId },
      };
    default:
      return null;
  }
}
