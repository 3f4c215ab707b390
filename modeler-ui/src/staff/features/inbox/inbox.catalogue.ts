import { catalogue } from "../../../i18n/catalogue.ts";

/** Texts of the inbox. */
export const inboxTexts = catalogue(
  "inbox",
  {
    title: "待办",
    lead: "按剩余工作时间排序，最急的在前",
    filter: { label: "筛选", mine: "我的", claimable: "可领取", all: "全部" },
    light: "亮灯",
    anyLight: "全部亮灯",
    keys: "快捷键：J / K 上下移动，Enter 打开，C 领取",
    list: "任务列表",
    claim: "领取",
    claimed: "已领取“{{name}}”",
    open: "办理",
    by: "办理人：{{name}}",
    byMe: "我",
    unclaimed: "待领取",
    fallback: "转人工",
    fallbackHint: "设备没有响应，请在窗口人工办理这一步",
    due: "{{date}} 截止",
    left: "剩 {{time}}",
    late: "超 {{time}}",
    noDue: "不限时",
    paused: "计时暂停",
    empty: {
      mine: "您手上没有任务",
      mineText: "到“可领取”里看看有没有等待办理的件。",
      claimable: "没有等待领取的任务",
      claimableText: "有新任务时这里会自动出现。",
      all: "没有任务",
      allText: "有新任务时这里会自动出现。",
    },
  },
  {
    title: "Inbox",
    lead: "Sorted by remaining working time, most urgent first",
    filter: { label: "Filter", mine: "Mine", claimable: "Claimable", all: "All" },
    light: "Light",
    anyLight: "All lights",
    keys: "Keys: J / K to move, Enter to open, C to claim",
    list: "Tasks",
    claim: "Claim",
    claimed: "You have claimed “{{name}}”",
    open: "Open",
    by: "With {{name}}",
    byMe: "me",
    unclaimed: "Unclaimed",
    fallback: "By hand",
    fallbackHint: "The device did not answer; please do this step at the window by hand",
    due: "due {{date}}",
    left: "{{time}} left",
    late: "{{time}} overdue",
    noDue: "No limit",
    paused: "Clock paused",
    empty: {
      mine: "You have no tasks",
      mineText: "See under “Claimable” whether something waits to be handled.",
      claimable: "Nothing waits to be claimed",
      claimableText: "New tasks appear here by themselves.",
      all: "There are no tasks",
      allText: "New tasks appear here by themselves.",
    },
  },
);

declare module "i18next" {
  interface ResourceNamespaceMap {
    inbox: typeof inboxTexts.zh;
  }
}
