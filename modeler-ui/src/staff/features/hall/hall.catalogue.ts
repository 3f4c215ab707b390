import { catalogue } from "../../../i18n/catalogue.ts";

/** Texts of the hall page. */
export const hallTexts = catalogue(
  "hall",
  {
    title: "大厅",
    lead: "窗口、排队与设备，实时更新",
    windows: "窗口",
    calling: "正在办理 {{number}}",
    idle: "空闲",
    noClerk: "无人值守",
    queue: "排队",
    queueEmpty: "没有人排队",
    number: "号码",
    matter: "事项",
    state: "状态",
    window: "窗口",
    issued: "取号时间",
    ticketState: {
      waiting: "等候",
      called: "已叫号",
      serving: "办理中",
      served: "已办",
      missed: "过号",
    },
    devices: "设备",
    kind: {
      ticketMachine: "取号机",
      display: "叫号屏",
      cabinet: "智能取件柜",
      evaluator: "评价器",
    },
    deviceState: {
      init: "启动中",
      ready: "正常",
      sleeping: "休眠",
      disconnected: "已断开",
      lost: "失联",
      alert: "告警",
    },
    lastSeen: "最近在线 {{date}}",
    fallback:
      "{{names}}不可用。流程不会停：相关步骤已转人工，会出现在窗口人员的待办里，标有“转人工”。",
    toInbox: "查看待办",
    arrival: {
      title: "人工签到",
      lead: "取号机不可用时，在这里输入来访人的预约码；他的办件随即进入叫号。",
      code: "预约码",
      checkIn: "签到",
      done: "{{code}} 已签到",
    },
  },
  {
    title: "Hall",
    lead: "Windows, queue and devices, live",
    windows: "Windows",
    calling: "Serving {{number}}",
    idle: "Free",
    noClerk: "Nobody there",
    queue: "Queue",
    queueEmpty: "Nobody is waiting",
    number: "Number",
    matter: "Matter",
    state: "State",
    window: "Window",
    issued: "Drawn at",
    ticketState: {
      waiting: "Waiting",
      called: "Called",
      serving: "Being served",
      served: "Served",
      missed: "Missed",
    },
    devices: "Devices",
    kind: {
      ticketMachine: "Ticket machine",
      display: "Calling screen",
      cabinet: "Pickup cabinet",
      evaluator: "Evaluator",
    },
    deviceState: {
      init: "Starting",
      ready: "Ready",
      sleeping: "Asleep",
      disconnected: "Disconnected",
      lost: "Lost",
      alert: "Alert",
    },
    lastSeen: "Last seen {{date}}",
    fallback:
      "Not available: {{names}}. The process goes on: the steps are done by hand and appear in the window clerks’ inbox, marked “by hand”.",
    toInbox: "Go to inbox",
    arrival: {
      title: "Check in by hand",
      lead: "While the ticket machine is out of order, enter the visitor’s booking code here; the case then goes on to calling.",
      code: "Booking code",
      checkIn: "Check in",
      done: "{{code}} is checked in",
    },
  },
);

declare module "i18next" {
  interface ResourceNamespaceMap {
    hall: typeof hallTexts.zh;
  }
}
