/** Expected failures are values: a stable code and a sentence for the person. */
import type { Rejection, RejectionCode } from "@tongban/engine";

/** Codes of the runtime beside the engine's rejections. */
export type RuntimeProblemCode =
  | RejectionCode
  | "PROCESS_NOT_DEPLOYED"
  | "MESSAGE_NOT_CORRELATED"
  | "DECISION_NOT_FOUND"
  | "DECISION_FAILED"
  | "EXPRESSION_FAILED"
  | "DEPLOYMENT_REFUSED"
  | "CALLS_WITHOUT_END"
  | "INSTANCE_ACTIVE"
  | "INSTANCE_CALLED"
  | "BATCH_NOT_FOUND"
  | "BATCH_STATE_INVALID"
  | "BATCH_TOO_LARGE"
  | "MESSAGE_KEY_TOO_LONG"
  | "BUSINESS_KEY_TOO_LONG"
  | "CANDIDATE_GROUP_TOO_LONG"
  | "RESOURCE_IN_USE"
  | "RESOURCE_NOT_FOUND"
  | "RUNTIME_OVERLOADED"
  | "RUNTIME_STOPPING";

/** Why a command was not carried out; nothing has changed. */
export interface RuntimeProblem extends Omit<Rejection, "code"> {
  readonly code: RuntimeProblemCode;
}

/** A value, or why there is none. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: RuntimeProblem };

/** Short for a success. */
export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** Short for a failure. @param subject what it is about, for who says it in words of their own */
export function failure(
  code: RuntimeProblemCode,
  zh: string,
  en: string,
  subject?: string,
): Result<never> {
  const message = { zh, en };
  return {
    ok: false,
    problem: subject === undefined ? { code, message } : { code, message, subject },
  };
}
