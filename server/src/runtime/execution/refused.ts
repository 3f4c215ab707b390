/** Why an instance takes no command at all. */
import type { Rejection } from "@tongban/engine";

/** The rejection of a command for an instance that is not there, or not any more. */
export function refused(code: "INSTANCE_NOT_FOUND" | "INSTANCE_ENDED"): Rejection {
  const message =
    code === "INSTANCE_NOT_FOUND"
      ? { zh: "流程实例不存在。", en: "The process instance does not exist." }
      : { zh: "流程实例已经结束。", en: "The process instance has already ended." };
  return { code, message };
}
