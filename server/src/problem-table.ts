/** The table of problems, by subject. A new one is one line here and one row in `docs/errors.md`. */

/** One kind of problem. */
export interface ProblemKind {
  /** HTTP status. */
  readonly status: number;
  /** What happened and what to do next, for the person. */
  readonly zh: string;
  readonly en: string;
}

const kind = (status: number, zh: string, en: string): ProblemKind => ({ status, zh, en });

export const problemTable = {
  // --- any request
  REQUEST_INVALID: kind(
    400,
    "提交的内容有误，请按提示更正。",
    "The request is not valid; correct what is listed.",
  ),
  REQUEST_UNREADABLE: kind(
    400,
    "无法读取提交的内容，请刷新页面后重试。",
    "The request cannot be read. Reload the page and try again.",
  ),
  REQUEST_TOO_LARGE: kind(
    413,
    "提交的内容过大，请减少内容后重试。",
    "The request is too large. Send less and try again.",
  ),
  CONTENT_TYPE_UNSUPPORTED: kind(
    415,
    "不支持这种内容格式。",
    "This content type is not supported.",
  ),
  NOT_FOUND: kind(
    404,
    "没有找到您要的内容，可能已被删除或您无权查看。",
    "Not found: it may have been deleted, or you may not see it.",
  ),
  TOO_MANY_REQUESTS: kind(
    429,
    "操作过于频繁，请稍后再试。",
    "Too many requests. Wait a moment and try again.",
  ),
  INTERNAL: kind(
    500,
    "系统出错，已记录，请稍后重试；如仍不行，请联系咨询台。",
    "Something went wrong on our side and was recorded. Try again later or contact the information desk.",
  ),
  SHUTTING_DOWN: kind(
    503,
    "系统正在重启，请几秒后重试。",
    "The system is restarting. Try again in a few seconds.",
  ),
  BUSY: kind(
    503,
    "办理的人太多，系统正忙；本次操作没有进行，请稍后重试。",
    "The system is busy. Nothing was done; try again in a moment.",
  ),
  DATABASE_UNAVAILABLE: kind(
    503,
    "数据库暂时没有应答；本次操作没有进行，请稍后重试。",
    "The database does not answer. Nothing was done; try again in a moment.",
  ),
  DATABASE_FULL: kind(
    507,
    "数据库磁盘已满；本次操作没有进行，已保存的数据不受影响。请联系管理员腾出空间后重试。",
    "The database's disk is full. Nothing was done, and what was saved is safe. Tell the administrator, and try again when there is room.",
  ),
  OUTCOME_UNKNOWN: kind(
    503,
    "提交时与数据库的连接中断，不能确定本次操作是否生效；请刷新页面查看后再决定是否重试。",
    "The connection to the database was lost while this was being saved, so it may or may not be in effect. Reload and look before you try again.",
  ),
  // --- who you are
  NOT_LOGGED_IN: kind(401, "请先登录。", "Log in first."),
  LOGIN_FAILED: kind(401, "用户名或密码不正确。", "The user name or the password is wrong."),
  LOGIN_BLOCKED: kind(
    429,
    "登录失败次数过多，请稍后再试。",
    "Too many failed attempts. Try again later.",
  ),
  CSRF_TOKEN_INVALID: kind(
    403,
    "页面已过期，请刷新后重试。",
    "The page is out of date. Reload it and try again.",
  ),
  FORBIDDEN: kind(403, "您没有进行此操作的权限。", "You may not do this."),
  // --- matters
  MATTER_NOT_HANDLED_ONLINE: kind(
    409,
    "该事项暂仅供查询，不能在线办理。",
    "This matter is for information only and cannot be applied for online.",
  ),
  MATTER_ANSWERS_INCOMPLETE: kind(
    422,
    "请先回答全部情形问题。",
    "Answer all of the situation questions first.",
  ),
  // --- forms and files
  FORM_INVALID: kind(
    422,
    "表单填写有误，请按提示更正。",
    "The form is not filled in correctly; correct what is listed.",
  ),
  FILE_MISSING: kind(422, "没有收到文件，请重新选择。", "No file was received. Choose it again."),
  FILE_TOO_LARGE: kind(
    413,
    "文件过大，请压缩后重新上传。",
    "The file is too large. Make it smaller and upload it again.",
  ),
  FILE_TOO_MANY: kind(
    422,
    "这份材料的文件数已达上限，请先删除不需要的文件。",
    "This material has as many files as it may have. Delete one first.",
  ),
  FILE_EMPTY: kind(422, "文件是空的，请重新选择。", "The file is empty. Choose another."),
  FILE_TYPE_NOT_ALLOWED: kind(
    415,
    "这份材料不接受该类型的文件，请上传 JPG、PNG 图片或 PDF。",
    "This material does not take files of that type. Upload a JPG or PNG image or a PDF.",
  ),
  FILE_CONTENT_MISMATCH: kind(
    422,
    "文件内容与文件名的类型不符，请确认文件没有损坏或被改名。",
    "The file is not what its name says. Make sure that it is not damaged or renamed.",
  ),
  FILE_IMAGE_UNUSABLE: kind(
    422,
    "图片尺寸不合适（过小、过大或已损坏），请重新拍摄。",
    "The image cannot be used: too small, too large or damaged. Take it again.",
  ),
  STORAGE_FULL: kind(
    507,
    "存储空间不足，暂时无法上传，请联系管理员。",
    "Storage is full; nothing can be uploaded now. Tell the administrator.",
  ),
  STORAGE_UNAVAILABLE: kind(
    503,
    "文件存储暂时没有应答；文件没有存取，请稍后重试。",
    "The file storage does not answer. No file was kept or fetched; try again in a moment.",
  ),
  // --- cases
  CASE_NOT_EDITABLE: kind(
    409,
    "办件当前状态不能修改。",
    "The case cannot be changed in its present state.",
  ),
  CASE_CHANGED_MEANWHILE: kind(
    409,
    "办件刚被他人或另一窗口修改，请刷新后重试。",
    "The case was changed meanwhile. Reload and try again.",
  ),
  CASE_MATERIAL_MISSING: kind(
    422,
    "还有必要材料没有提供。",
    "Required materials are still missing.",
  ),
  CASE_DECLARATION_REQUIRED: kind(422, "请阅读并勾选申请承诺。", "Read and tick the declaration."),
  CASE_ALREADY_SUBMITTED: kind(409, "办件已提交。", "The case was submitted already."),
  CASE_NOT_WITHDRAWABLE: kind(
    409,
    "决定已作出或办件已结束，不能撤回。",
    "The case is decided or closed and cannot be withdrawn.",
  ),
  CORRECTION_NOT_OPEN: kind(409, "当前没有待补正的告知。", "There is no open correction notice."),
  CORRECTION_INCOMPLETE: kind(
    422,
    "告知书列出的内容还没有全部补正。",
    "Not everything that the notice lists has been corrected.",
  ),
  CORRECTION_ALREADY_USED: kind(
    409,
    "一次性告知只能发出一次，该办件已告知过。",
    "A correction notice may be issued once only, and this case has had it.",
  ),
  TRACK_NOT_FOUND: kind(
    404,
    "没有找到该办件，请核对办件编号和查询码。",
    "No such case. Check the case number and the query code.",
  ),
  DELIVERY_NOT_OPEN: kind(
    409,
    "当前不能选择领取方式。",
    "The way of delivery cannot be chosen now.",
  ),
  EVALUATION_NOT_OPEN: kind(409, "当前不能评价。", "The case cannot be rated now."),
  EVALUATION_ALREADY_GIVEN: kind(
    409,
    "您已评价过，评价不能修改。",
    "You rated this case already; a rating cannot be changed.",
  ),
  BOOKING_SLOT_FULL: kind(
    409,
    "该时段已约满，请选择其他时段。",
    "This slot is full. Choose another.",
  ),
  BOOKING_NOT_OPEN: kind(409, "当前不能预约或取消。", "Nothing can be booked or cancelled now."),
  BOOKING_SLOT_UNKNOWN: kind(422, "没有这个预约时段。", "There is no such slot."),
  // --- tasks
  TASK_ALREADY_CLAIMED: kind(409, "该任务已被他人签收。", "Someone else has taken this task."),
  TASK_NOT_CLAIMED: kind(409, "请先签收任务。", "Claim the task first."),
  TASK_ALREADY_COMPLETED: kind(
    409,
    "该任务已办结，不能重复提交。",
    "This task is completed already.",
  ),
  SAME_PERSON_REVIEWED_AND_APPROVED: kind(
    409,
    "审查与决定不能由同一人办理（审批分离）。",
    "The person who reviewed the case may not decide it.",
  ),
  // --- models and the engine
  MODEL_INVALID: kind(
    422,
    "模型有误，未部署；请按检查结果修改。",
    "The model has errors and was not deployed; correct what was found.",
  ),
  MODEL_NOT_FOUND: kind(404, "没有该模型或版本。", "There is no such model or version."),
  COMMAND_REJECTED: kind(
    409,
    "流程当前状态不能执行此操作，请刷新后重试。",
    "The process cannot do this in its present state. Reload and try again.",
  ),
  MESSAGE_NOT_EXPECTED: kind(
    409,
    "当前没有流程等待这条消息。",
    "No process is waiting for this message.",
  ),
  VARIABLE_NOT_SERIALIZABLE: kind(
    422,
    "流程变量无法保存为 JSON。",
    "A process variable cannot be kept as JSON.",
  ),
  OPERATION_NOT_FOUND: kind(404, "没有找到这项批量操作。", "There is no such batch operation."),
  OPERATION_REFUSED: kind(
    409,
    "这项批量操作现在不能这样做，请刷新后查看其状态。",
    "The batch operation cannot do that now. Reload and look at its state.",
  ),
  INCIDENT_NOT_FOUND: kind(
    404,
    "没有该故障，或已解决。",
    "There is no such incident, or it is resolved.",
  ),
  // --- hall
  DEVICE_NOT_FOUND: kind(404, "没有该设备。", "There is no such device."),
  DEVICE_UNAVAILABLE: kind(
    503,
    "设备离线或没有应答。",
    "The device is offline or does not answer.",
  ),
  SIMULATOR_ACTION_INVALID: kind(
    422,
    "模拟设备不支持该操作。",
    "The simulated device cannot do this.",
  ),
  BOOKING_CODE_UNKNOWN: kind(
    404,
    "没有该预约码，或预约不是今天。",
    "There is no such booking code for today.",
  ),
  // --- demonstration
  DEMO_CLOCK_OFF: kind(409, "未开启演示时钟。", "The demonstration clock is off."),
} as const satisfies Record<string, ProblemKind>;
