/** The key by which a message finds the instance that it is meant for (`zeebe:subscription`): a text or a number. */
import type { Evaluated } from "../elements/element-behavior.ts";
import type { ElementInstanceId } from "../ids.ts";
import type { ValueSource } from "../model/value-source.ts";
import { LONGEST_NAME, valueIn } from "./evaluation.ts";
import { failed } from "./incidents.ts";
import type { Run } from "./run.ts";

/** Evaluates the key of the message; it may be empty where one is sent, and not where one is waited for. */
export function correlationKeyIn(
  run: Run,
  scopeId: ElementInstanceId,
  source: ValueSource,
  { messageName, mayBeEmpty }: { readonly messageName: string; readonly mayBeEmpty: boolean },
): Evaluated<string> {
  const key = valueIn(run, scopeId, source);
  if (!key.ok) return key;
  const { value } = key;
  if (typeof value === "number") return { ok: true, value: String(value) };
  if (typeof value !== "string" || (value === "" && !mayBeEmpty)) {
    return failed(
      "CORRELATION_KEY_INVALID",
      `消息“${messageName}”的关联键必须是文本或数字`,
      `The correlation key of the message "${messageName}" must be a text or a number`,
    );
  }
  if (value.length <= LONGEST_NAME) return { ok: true, value };
  return failed(
    "CORRELATION_KEY_INVALID",
    `消息“${messageName}”的关联键超过 ${String(LONGEST_NAME)} 个字符`,
    `The correlation key of the message "${messageName}" is longer than ${String(LONGEST_NAME)} characters`,
  );
}
