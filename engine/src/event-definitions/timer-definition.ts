/** A timer as the model states it, before its expression is evaluated. BPMN 2.0.2 §10.5.5 (timerEventDefinition). */
import type { ValueSource } from "../model/value-source.ts";

/** `timeDate`, `timeDuration` or `timeCycle`, with the ISO 8601 text or the FEEL expression for it. */
export interface TimerDefinition {
  readonly kind: "date" | "duration" | "cycle";
  readonly value: ValueSource;
}
