/**
 * Stable codes of everything that can be expected to go wrong in the engine, with a sentence for the person who meets
 * it. A *rejection* refuses a command and leaves the instance untouched; an *incident* stops execution on one element
 * until an operator has repaired the cause and resolves it. Findings of deployment have their own table in validate/.
 */

/** One sentence in both languages of the product. */
export interface LocalisedText {
  readonly zh: string;
  readonly en: string;
}

/** Why a command was refused. */
export type RejectionCode =
  | "INSTANCE_ALREADY_CREATED"
  | "INSTANCE_NOT_FOUND"
  | "INSTANCE_ENDED"
  | "START_EVENT_NOT_FOUND"
  | "ELEMENT_INSTANCE_NOT_FOUND"
  | "AD_HOC_NOT_OPEN"
  | "AD_HOC_ACTIVITY_NOT_FOUND"
  | "JOB_NOT_FOUND"
  | "JOB_RETRIES_INVALID"
  | "USER_TASK_NOT_FOUND"
  | "USER_TASK_ALREADY_ASSIGNED"
  | "USER_TASK_ASSIGNED_TO_OTHER"
  | "TIMER_NOT_FOUND"
  | "SUBSCRIPTION_NOT_FOUND"
  | "INCIDENT_NOT_FOUND"
  | "CALLED_PROCESS_NOT_EXPECTED"
  | "VARIABLE_NOT_SERIALISABLE"
  | "VARIABLE_TOO_LARGE";

/** Why an element stands still. */
export type IncidentCode =
  | "EXPRESSION_FAILED"
  | "CONDITION_NOT_BOOLEAN"
  | "NO_FLOW_TAKEN"
  | "UNHANDLED_ERROR"
  | "JOB_RETRIES_EXHAUSTED"
  | "VALUE_INVALID"
  | "CORRELATION_KEY_INVALID"
  | "COLLECTION_INVALID"
  | "TIMER_INVALID"
  | "DECISION_NOT_FOUND"
  | "DECISION_FAILED"
  | "CALLED_PROCESS_NOT_FOUND"
  | "CALLED_PROCESS_TERMINATED"
  | "CALL_DEPTH_EXCEEDED"
  | "STEP_LIMIT_REACHED";

/** Refusal of a command: nothing changed. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: LocalisedText;
}

/** What stopped an element; becomes an `incidentRaised` event. */
export interface IncidentCause {
  readonly code: IncidentCode;
  readonly message: LocalisedText;
}

const rejectionTexts: Readonly<Record<RejectionCode, LocalisedText>> = {
  INSTANCE_ALREADY_CREATED: {
    zh: "该流程实例已经创建。",
    en: "The process instance has already been created.",
  },
  INSTANCE_NOT_FOUND: { zh: "流程实例不存在。", en: "The process instance does not exist." },
  INSTANCE_ENDED: { zh: "流程实例已经结束。", en: "The process instance has already ended." },
  START_EVENT_NOT_FOUND: {
    zh: "没有可用的开始事件。",
    en: "There is no start event to start from.",
  },
  ELEMENT_INSTANCE_NOT_FOUND: {
    zh: "环节不存在或已经结束。",
    en: "The element instance does not exist or has ended.",
  },
  AD_HOC_NOT_OPEN: {
    zh: "即席子流程不再接受新的活动。",
    en: "The ad-hoc sub-process takes no more activities.",
  },
  AD_HOC_ACTIVITY_NOT_FOUND: {
    zh: "即席子流程中没有可以单独启动的此活动。",
    en: "The ad-hoc sub-process has no such activity that can be begun.",
  },
  JOB_NOT_FOUND: { zh: "作业不存在或已经结束。", en: "The job does not exist or has ended." },
  JOB_RETRIES_INVALID: {
    zh: "重试次数必须是非负整数。",
    en: "Retries must be a non-negative integer.",
  },
  USER_TASK_NOT_FOUND: {
    zh: "任务不存在或已经办结。",
    en: "The user task does not exist or has ended.",
  },
  USER_TASK_ALREADY_ASSIGNED: {
    zh: "任务已被他人领取。",
    en: "The user task has been claimed by someone else.",
  },
  USER_TASK_ASSIGNED_TO_OTHER: {
    zh: "任务由他人办理。",
    en: "The user task is assigned to someone else.",
  },
  TIMER_NOT_FOUND: {
    zh: "定时器不存在或已取消。",
    en: "The timer does not exist or has been cancelled.",
  },
  SUBSCRIPTION_NOT_FOUND: {
    zh: "订阅不存在或已关闭。",
    en: "The subscription does not exist or is closed.",
  },
  INCIDENT_NOT_FOUND: {
    zh: "异常不存在或已处理。",
    en: "The incident does not exist or has been resolved.",
  },
  CALLED_PROCESS_NOT_EXPECTED: {
    zh: "没有环节在等待该被调用流程。",
    en: "No call activity waits for this called process.",
  },
  VARIABLE_NOT_SERIALISABLE: {
    zh: "变量值不能保存为 JSON。",
    en: "The variable cannot be stored as JSON.",
  },
  VARIABLE_TOO_LARGE: {
    zh: "变量值过大或嵌套过深。",
    en: "The variable is too large or nested too deeply.",
  },
};

/** Builds a rejection; `subject` (an id, a path) is appended to the sentence. */
export function rejection(code: RejectionCode, subject?: string): Rejection {
  const text = rejectionTexts[code];
  if (subject === undefined) return { code, message: text };
  return {
    code,
    message: {
      zh: `${text.zh.slice(0, -1)}：${subject}`,
      en: `${text.en.slice(0, -1)}: ${subject}`,
    },
  };
}
