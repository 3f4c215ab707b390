/** The little that is relied on of a library that comes without types for its entry point. */
declare module "bpmn-moddle" {
  export class BpmnModdle {
    constructor(packages: Readonly<Record<string, unknown>>);
    /** Rejects with an Error that carries `warnings` when the text is no document of the expected root type. */
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: readonly ModdleWarning[] }>;
    create(type: string, attributes: Readonly<Record<string, unknown>>): unknown;
    toXML(rootElement: unknown): Promise<{ xml: string }>;
  }
  export interface ModdleWarning {
    readonly message: string;
    readonly element?: { readonly id?: string };
    readonly property?: string;
    readonly value?: string;
  }
}
