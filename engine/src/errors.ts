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
  | "USER_TASK_IN_TRANSITION"
  | "USER_TASK_CREATION_DENIED"
  | "TIMER_NOT_FOUND"
  | "SUBSCRIPTION_NOT_FOUND"
  | "INCIDENT_NOT_FOUND"
  | "CALLED_PROCESS_NOT_EXPECTED"
  | "ELEMENT_NOT_IN_MODEL"
  | "ELEMENT_NOT_ACTIVE"
  | "ELEMENT_NOT_CANCELABLE"
  | "ELEMENT_NOT_ACTIVATABLE"
  | "SCOPE_AMBIGUOUS"
  | "SCOPE_NOT_AROUND"
  | "SCOPE_NOT_CREATABLE"
  | "SCOPE_NOT_OPEN"
  | "VARIABLE_SCOPE_INVALID"
  | "DEFINITION_NOT_FOUND"
  | "MIGRATION_REFUSED"
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
  | "DATA_UNAVAILABLE"
  | "TIMER_INVALID"
  | "DECISION_NOT_FOUND"
  | "FORM_NOT_FOUND"
  | "DECISION_FAILED"
  | "CALLED_PROCESS_NOT_FOUND"
  | "CALLED_PROCESS_TERMINATED"
  | "CALL_DEPTH_EXCEEDED"
  | "STEP_LIMIT_REACHED";

/** Refusal of a command: nothing changed. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: LocalisedText;
  /** What it is about, for who says it in words of their own: an id, a path, or the state that was in the way. */
  readonly subject?: string | undefined;
  /** Of a migration: the first of what keeps the instance where it is. */
  readonly finding?: RejectedPlan | undefined;
}

/** What is wrong with a plan, and at which element of the source. */
export interface RejectedPlan {
  readonly code: string;
  readonly message: LocalisedText;
  readonly elementId?: string | undefined;
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
  USER_TASK_IN_TRANSITION: {
    zh: "任务正在等待上一个操作的监听器完成，请稍后再试。",
    en: "Listeners of the last change of the user task are still at work; try again later.",
  },
  USER_TASK_CREATION_DENIED: {
    zh: "监听器不能拒绝任务的创建。",
    en: "A listener cannot deny that a user task is created.",
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
  ELEMENT_NOT_IN_MODEL: {
    zh: "模型中没有该环节，请核对编号。",
    en: "The model has no such element; check its id.",
  },
  ELEMENT_NOT_ACTIVE: {
    zh: "该环节当前没有在办，无可取消或移动。",
    en: "Nothing runs or waits at the element, so there is nothing to cancel or move.",
  },
  ELEMENT_NOT_CANCELABLE: {
    zh: "不能单独取消：整个流程请用撤销流程，正在撤回的环节请等其结束。",
    en: "It cannot be cancelled by itself: cancel the process instance, or wait until what is being undone is undone.",
  },
  ELEMENT_NOT_ACTIVATABLE: {
    zh: "该环节不能单独启动，请选择其前后的环节。",
    en: "The element cannot be activated by itself; choose one before or after it.",
  },
  SCOPE_AMBIGUOUS: {
    zh: "该环节的外层有多个实例，请指明是哪一个。",
    en: "There are several instances of the scope around the element; say which one is meant.",
  },
  SCOPE_NOT_AROUND: {
    zh: "指明的外层实例不存在，或不在该环节外层。",
    en: "The scope instance that is named does not exist or is not around the element.",
  },
  SCOPE_NOT_CREATABLE: {
    zh: "外层环节不能为此新建（循环、多实例或补偿），请启动该外层环节本身。",
    en: "The scope around the element cannot be created for it (a repetition or compensation); activate that scope itself.",
  },
  SCOPE_NOT_OPEN: {
    zh: "外层环节正在结束、已被中断，或在同一次修改中被取消。",
    en: "The scope around the element is ending, was interrupted, or is cancelled by the same modification.",
  },
  VARIABLE_SCOPE_INVALID: {
    zh: "变量所属的环节不在被启动环节的外层。",
    en: "The scope of the variables is not on the way to the element that is activated.",
  },
  DEFINITION_NOT_FOUND: {
    zh: "目标流程版本不存在。",
    en: "The definition to migrate to does not exist.",
  },
  MIGRATION_REFUSED: {
    zh: "该实例不能按此方案迁移，请先预览。",
    en: "The instance cannot be migrated by this plan; look at the preview.",
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
    subject,
  };
}
