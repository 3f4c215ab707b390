/** What a modification is told, as Camunda writes it, and what the engine makes of it. */
import { z } from "zod";
import type { ModifyInstruction } from "../../runtime/index.ts";
import { key, operationReference, givenVariables, optional, optionalWith } from "../api.ts";

const elementId = z.string().min(1).max(255);
const variableInstructions = optionalWith(
  z
    .array(
      z.strictObject({
        variables: givenVariables,
        /** The scope's element; empty for the process. */
        scopeId: optionalWith(z.string().max(255), ""),
      }),
    )
    .max(100),
  [],
);
const byId = z.strictObject({ elementId });
const byKey = z.strictObject({ elementInstanceKey: key });

/** The body of a modification. */
export const modificationBody = z.strictObject({
  operationReference,
  activateInstructions: optionalWith(
    z
      .array(
        z.strictObject({
          elementId,
          variableInstructions,
          /** -1: none in particular. */
          ancestorElementInstanceKey: optional(z.union([key, z.literal("-1")])),
        }),
      )
      .max(500),
    [],
  ),
  moveInstructions: optionalWith(
    z
      .array(
        z.strictObject({
          sourceElementInstruction: z.union([
            z.strictObject({ sourceType: z.literal("byId"), sourceElementId: elementId }),
            z.strictObject({ sourceType: z.literal("byKey"), sourceElementInstanceKey: key }),
          ]),
          targetElementId: elementId,
          ancestorScopeInstruction: optional(
            z.strictObject({
              ancestorScopeType: z.enum(["direct", "inferred", "sourceParent"]),
              ancestorElementInstanceKey: optional(key),
            }),
          ),
          variableInstructions,
        }),
      )
      .max(500),
    [],
  ),
  terminateInstructions: optionalWith(z.array(z.union([byId, byKey])).max(500), []),
});

/** The engine's instructions: what ends is told last, so that a scope does not end before something begins in it. */
export function modifyInstructions(
  body: z.output<typeof modificationBody>,
): readonly ModifyInstruction[] {
  return [
    ...body.activateInstructions.map((instruction): ModifyInstruction => ({
      kind: "activate",
      elementId: instruction.elementId,
      scopeInstanceId: elementInstanceId(instruction.ancestorElementInstanceKey),
      variables: scopes(instruction.variableInstructions),
    })),
    ...body.moveInstructions.map((instruction): ModifyInstruction => {
      const { sourceElementInstruction: source, ancestorScopeInstruction: ancestor } = instruction;
      return {
        kind: "move",
        from:
          source.sourceType === "byId"
            ? { elementId: source.sourceElementId }
            : what(source.sourceElementInstanceKey),
        elementId: instruction.targetElementId,
        scopeInstanceId: elementInstanceId(ancestor?.ancestorElementInstanceKey),
        variables: scopes(instruction.variableInstructions),
      };
    }),
    ...body.terminateInstructions.map((instruction): ModifyInstruction => ({
      kind: "cancel",
      what: "elementId" in instruction ? instruction : what(instruction.elementInstanceKey),
    })),
  ];
}

type Cancel = Extract<ModifyInstruction, { kind: "cancel" }>["what"];
type ScopeInstance = Extract<ModifyInstruction, { kind: "activate" }>["scopeInstanceId"];

// The engine's ids are branded texts, and keys are those texts.
function what(elementInstanceKey: string): Cancel {
  return { elementInstanceId: elementInstanceKey } as Cancel;
}

function elementInstanceId(ancestorKey: string | undefined): ScopeInstance {
  return ancestorKey === "-1" ? undefined : (ancestorKey as ScopeInstance);
}

function scopes(instructions: z.output<typeof variableInstructions>): {
  scopeElementId?: string | undefined;
  variables: (typeof instructions)[number]["variables"];
}[] {
  return instructions.map(({ scopeId, variables }) => ({
    scopeElementId: scopeId === "" ? undefined : scopeId,
    variables,
  }));
}
