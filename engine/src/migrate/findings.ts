/** What keeps a plan, or one instance, from being migrated: stable codes, with a sentence for who made the plan. */
import type { LocalisedText } from "../errors.ts";
import type { Finding } from "../model/finding.ts";

/** Findings about the plan first, then about an instance. */
export type MigrationFindingCode =
  | "MIGRATION_SOURCE_UNKNOWN"
  | "MIGRATION_TARGET_UNKNOWN"
  | "MIGRATION_SOURCE_TWICE"
  | "MIGRATION_TARGET_SHARED"
  | "MIGRATION_KIND_DIFFERS"
  | "MIGRATION_SCOPE_DIFFERS"
  | "MIGRATION_HOST_DIFFERS"
  | "MIGRATION_FLOW_INVALID"
  | "MIGRATION_ELEMENT_NOT_MAPPED"
  | "MIGRATION_FLOW_NOT_MAPPED"
  | "MIGRATION_EVENT_FAILED"
  | "MIGRATION_SCOPE_NOT_READY"
  | "MIGRATION_INSTANCE_ENDED";

const texts: Readonly<Record<MigrationFindingCode, LocalisedText>> = {
  MIGRATION_SOURCE_UNKNOWN: {
    zh: "原模型中没有该环节，请从方案中删除。",
    en: "The source has no such element; take it out of the plan.",
  },
  MIGRATION_TARGET_UNKNOWN: {
    zh: "目标模型中没有对应的环节，请另选一个。",
    en: "The target has no such element; choose another.",
  },
  MIGRATION_SOURCE_TWICE: {
    zh: "该环节在方案中出现两次，请只保留一个。",
    en: "The element is mapped twice; keep one of the two.",
  },
  MIGRATION_TARGET_SHARED: {
    zh: "多个此类环节不能合并为一个，请分别对应。",
    en: "Several elements of this kind cannot become one; map each to its own.",
  },
  MIGRATION_KIND_DIFFERS: {
    zh: "两个环节的类型不同（类型、事件、循环方式或补偿用途），请对应到同类环节。",
    en: "The two elements are not of the same kind (kind, events, repetition, or compensation); map it to one that is.",
  },
  MIGRATION_SCOPE_DIFFERS: {
    zh: "外层环节没有对应，或对应到了别处；新增的外层只能是没有输入映射的普通子流程。",
    en: "The scope around it is not mapped to the scope around its target; a scope that is new must be a plain sub-process without input mappings.",
  },
  MIGRATION_HOST_DIFFERS: {
    zh: "边界事件所依附的环节没有对应到目标边界事件所依附的环节。",
    en: "The activity that the boundary event is attached to is not mapped to the one that its target is attached to.",
  },
  MIGRATION_FLOW_INVALID: {
    zh: "连线不存在，或没有通往对应的汇聚。",
    en: "The flow does not exist or does not lead to what the join is mapped to.",
  },
  MIGRATION_ELEMENT_NOT_MAPPED: {
    zh: "该环节正在办理或可被撤回，但方案没有说明它对应什么。",
    en: "The element runs or can still be undone, but the plan does not say what it becomes.",
  },
  MIGRATION_FLOW_NOT_MAPPED: {
    zh: "有令牌在此连线上等待汇聚，但方案没有说明它对应什么。",
    en: "A token waits at the join on this flow, but the plan does not say which flow it becomes.",
  },
  MIGRATION_EVENT_FAILED: {
    zh: "目标模型中等待的内容无法计算。",
    en: "What is waited for in the target cannot be evaluated.",
  },
  MIGRATION_SCOPE_NOT_READY: {
    zh: "新增的外层环节此时不能插入：其中有可撤回的环节，或外层正在结束。",
    en: "The new scope cannot be put in now: something in it can be undone, or the scope around it is ending.",
  },
  MIGRATION_INSTANCE_ENDED: {
    zh: "流程实例不存在或已经结束，无需迁移。",
    en: "The process instance does not exist or has ended, so there is nothing to migrate.",
  },
};

/** The finding about an element or flow of the source, if it is about one; `subject` is appended to the sentence. */
export function migrationFinding(
  code: MigrationFindingCode,
  elementId?: string,
  subject?: LocalisedText,
): Finding {
  const { zh, en } = texts[code];
  const message =
    subject === undefined
      ? { zh, en }
      : { zh: `${zh.slice(0, -1)}：${subject.zh}`, en: `${en.slice(0, -1)}: ${subject.en}` };
  return { code, severity: "error", elementId, message };
}
