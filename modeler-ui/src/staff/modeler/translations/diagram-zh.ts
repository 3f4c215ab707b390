/** Texts of diagram and menus that bpmn-js-i18n lacks. */

/** Names of element kinds as the properties panel heads them: `Timer Boundary Event (Non Interrupting)`. */
function elementKinds(): Record<string, string> {
  const triggers = {
    "": "",
    "Message ": "消息",
    "Timer ": "定时器",
    "Error ": "错误",
    "Signal ": "信号",
    "Escalation ": "升级",
    "Link ": "链接",
    "Terminate ": "终止",
    "Conditional ": "条件",
    "Compensation ": "补偿",
    "Compensate ": "补偿",
    "Cancel ": "取消",
  };
  const events = {
    "Start Event": "开始事件",
    "End Event": "结束事件",
    "Intermediate Catch Event": "中间捕获事件",
    "Intermediate Throw Event": "中间抛出事件",
    "Boundary Event": "边界事件",
  };
  const kinds: Record<string, string> = {};
  for (const [trigger, triggerZh] of Object.entries(triggers)) {
    for (const [event, eventZh] of Object.entries(events)) {
      kinds[trigger + event] = triggerZh + eventZh;
      kinds[`${trigger}${event} (Non Interrupting)`] = `${triggerZh}${eventZh}（不中断）`;
    }
  }
  return kinds;
}

export const diagramZh: Readonly<Record<string, string>> = {
  ...elementKinds(),
  Process: "流程",
  Collaboration: "协作",
  Participant: "池",
  Lane: "泳道",
  Task: "任务",
  "User Task": "用户任务",
  "Service Task": "服务任务",
  "Script Task": "脚本任务",
  "Send Task": "发送任务",
  "Receive Task": "接收任务",
  "Manual Task": "手工任务",
  "Business Rule Task": "业务规则任务",
  "Call Activity": "调用活动",
  "Sub Process": "子流程",
  "Expanded Sub Process": "子流程",
  "Collapsed Sub Process": "折叠子流程",
  "Event Sub Process": "事件子流程",
  Transaction: "事务",
  "Ad Hoc Sub Process": "特设子流程",
  "Exclusive Gateway": "排他网关",
  "Parallel Gateway": "并行网关",
  "Inclusive Gateway": "包容网关",
  "Event Based Gateway": "事件网关",
  "Complex Gateway": "复杂网关",
  "Sequence Flow": "顺序流",
  "Conditional Flow": "条件流",
  "Default Flow": "默认流",
  "Message Flow": "消息流",
  Association: "关联",
  "Text Annotation": "文本注释",
  Group: "分组",
  "Data Object Reference": "数据对象",
  "Data Store Reference": "数据存储",
  "Change element": "更改元素",
  "Distribute elements horizontally": "水平均匀分布",
  "Distribute elements vertically": "垂直均匀分布",
  "Align elements": "对齐元素",
  "Toggle non-interrupting": "切换是否中断",
  "Call activity": "调用活动",
  "Business rule task": "业务规则任务",
  "Activate lasso tool": "启动套索工具",
};
