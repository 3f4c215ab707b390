import { catalogue } from "../../../i18n/catalogue.ts";

/** Texts of the list of incidents. */
export const incidentTexts = catalogue(
  "incidents",
  {
    title: "故障",
    lead: "流程停在这里，等人修复后重试；什么都没有丢",
    empty: "没有故障",
    emptyText: "所有流程都在正常运行。",
    list: "故障列表",
    at: "发生于 {{date}}",
    element: "步骤",
    process: "流程",
    case: "办件",
    retry: "重试",
    retryMany: "批量重试",
    retried: "已重试，流程从这里继续",
  },
  {
    title: "Incidents",
    lead: "The process waits here to be repaired and tried again; nothing is lost",
    empty: "No incidents",
    emptyText: "All processes run normally.",
    list: "Incidents",
    at: "Raised {{date}}",
    element: "Step",
    process: "Process",
    case: "Case",
    retry: "Retry",
    retryMany: "Retry many",
    retried: "Retried; the process goes on from here",
  },
);

declare module "i18next" {
  interface ResourceNamespaceMap {
    incidents: typeof incidentTexts.zh;
  }
}
