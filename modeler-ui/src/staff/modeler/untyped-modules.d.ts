/** Modules of bpmn.io that come without types. */

declare module "bpmn-js-properties-panel" {
  export const BpmnPropertiesPanelModule: Readonly<Record<string, unknown>>;
  export const BpmnPropertiesProviderModule: Readonly<Record<string, unknown>>;
  export const ZeebePropertiesProviderModule: Readonly<Record<string, unknown>>;
}

declare module "camunda-bpmn-js-behaviors/lib/camunda-cloud" {
  const behaviors: Readonly<Record<string, unknown>>;
  export default behaviors;
}

declare module "bpmn-js-i18n/translations/zn.js" {
  const translations: Readonly<Record<string, string>>;
  export default translations;
}
