/** All event definitions by trigger; one that is missing does not compile. */
import type { TriggerKind } from "../model/element-kind.ts";
import { cancel } from "./cancel.ts";
import { compensation } from "./compensation.ts";
import { conditional } from "./conditional.ts";
import { error } from "./error.ts";
import { escalation } from "./escalation.ts";
import type { EventDefinition } from "./event-definition.ts";
import { link } from "./link.ts";
import { message } from "./message.ts";
import { multiple, parallelMultiple } from "./multiple.ts";
import { none } from "./none.ts";
import { signal } from "./signal.ts";
import { terminateAll } from "./terminate.ts";
import { timer } from "./timer.ts";

/** See the file's head. */
export const eventDefinitions: Readonly<Record<TriggerKind, EventDefinition>> = {
  none,
  message,
  timer,
  error,
  conditional,
  escalation,
  signal,
  compensation,
  cancel,
  terminate: terminateAll,
  link,
  multiple,
  parallelMultiple,
};
