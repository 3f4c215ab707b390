/** The little that is relied on of a library that comes without types. */
declare module "dmn-moddle" {
  export class DmnModdle {
    constructor(packages: Readonly<Record<string, object>>);
    fromXML(
      xml: string,
    ): Promise<{ rootElement: unknown; warnings: readonly { readonly message: string }[] }>;
  }
}
