/** Keys by which things are found must fit into an index; PostgreSQL refuses longer entries (54000). */
import { failure, type Result } from "../result.ts";
import type { RuntimeCommand } from "../runtime-command.ts";

/** UTF-8 bytes of all keys of one index: a third of a page, less what PostgreSQL adds. */
const MOST_BYTES = 2600;

/** The refusal of a command whose keys are too long together; null when they fit. */
export function tooLongKey(command: RuntimeCommand): Result<never> | null {
  switch (command.type) {
    case "publishMessage": {
      const { name, correlationKey, messageId = "" } = command;
      if (Buffer.byteLength(name + correlationKey + messageId) <= MOST_BYTES) return null;
      return failure(
        "MESSAGE_KEY_TOO_LONG",
        `消息的名称、关联键与编号合计超过 ${String(MOST_BYTES)} 字节，请缩短后重试。`,
        `The name, correlation key and id of the message are longer than ${String(MOST_BYTES)} bytes together. Shorten them.`,
      );
    }
    case "startInstance": {
      if (Buffer.byteLength(command.businessKey ?? "") <= MOST_BYTES) return null;
      return failure(
        "BUSINESS_KEY_TOO_LONG",
        `业务编号超过 ${String(MOST_BYTES)} 字节，请缩短后重试。`,
        `The business key is longer than ${String(MOST_BYTES)} bytes. Shorten it.`,
      );
    }
    case "updateUserTask":
      return tooLongGroup(command.candidateGroups);
    case "completeJob":
      return tooLongGroup(command.taskListenerResult?.corrections?.candidateGroups);
    default:
      return null;
  }
}

/** The inbox is read by them, one by one. */
function tooLongGroup(groups: readonly string[] | undefined): Result<never> | null {
  if (groups?.some((group) => Buffer.byteLength(group) > MOST_BYTES) !== true) return null;
  return failure(
    "CANDIDATE_GROUP_TOO_LONG",
    `候选组的名称超过 ${String(MOST_BYTES)} 字节，请缩短后重试。`,
    `The name of a candidate group is longer than ${String(MOST_BYTES)} bytes. Shorten it.`,
  );
}
