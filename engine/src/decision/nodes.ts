/** Nodes that decisions add to FEEL's tree. */
import { conform, describe, type Node, type Type } from "../expression/within.ts";
import type { ModelElement } from "../model/model-element.ts";
import { DecisionRun } from "./decision-run.ts";

/** Whose logic is read. */
export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly element: ModelElement;
}

/** What has no place in a FEEL text. */
export const NOWHERE = { from: 0, to: 0 } as const;
/** What stands where nothing is stated. */
export const NULL: Node = { kind: "literal", value: null, ...NOWHERE };

/** The value as one of the type; null when it is of another. */
export function typed(node: Node, type: Type): Node {
  if (type.kind === "Any") return node;
  return {
    kind: "custom",
    ...NOWHERE,
    generate: (generator, scope) => {
      const code = generator.code(node, scope);
      return (env) => {
        const value = code(env);
        const conforming = conform(value, type, env.run);
        if (conforming !== undefined) return conforming;
        const described = describe(value);
        return env.run.fail(
          NOWHERE,
          `${described} 不是声明的类型`,
          `${described} is not of the stated type`,
        );
      };
    },
  };
}

/** A FEEL text; what makes no sense in it is told with the text. */
export function stated(source: string, node: Node): Node {
  return {
    kind: "custom",
    ...NOWHERE,
    generate: (generator, scope) => {
      const code = generator.code(node, scope);
      return (env) =>
        env.run instanceof DecisionRun ? env.run.stated(source, () => code(env)) : code(env);
    },
  };
}
