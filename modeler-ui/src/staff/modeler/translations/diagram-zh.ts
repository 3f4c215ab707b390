/** Texts of diagram and menus that bpmn-js-i18n lacks. */
export const diagramZh: Readonly<Record<string, string>> = {
  "Change element": "更改元素",
  "Distribute elements horizontally": "水平均匀分布",
  "Distribute elements vertically": "垂直均匀分布",
  "Align elements": "对齐元素",
  "Toggle non-interrupting": "切换是否中断",
  "Call activity": "调用活动",
  "Business rule task": "业务规则任务",
  "Activate lasso tool": "启动套索工具",
};
