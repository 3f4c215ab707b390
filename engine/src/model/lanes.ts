/**
 * Lanes (BPMN 2.0.2 §10.8): who does the work in them. The standard leaves their meaning to the modeler; here a lane offers
 * the user tasks in it to a group, where these do not say themselves whom they are offered to.
 */
import type { ElementReader } from "./element-reader.ts";
import type { ModelElement } from "./model-element.ts";
import type { ValueSource } from "./value-source.ts";

/**
 * The candidate groups of the innermost lane that the element is in: the lane's property `candidateGroups`, else its name.
 * An element in a sub-process without lanes is where the sub-process is. Undefined without a lane.
 */
export function groupsOfLane(reader: ElementReader): ValueSource | undefined {
  for (let at: ModelElement = reader.element; at.parent !== undefined; at = at.parent) {
    const lane = laneIn(at.parent.many("laneSets"), at.id);
    if (lane === undefined) continue;
    const property = lane
      .extension("zeebe:Properties")
      ?.many("properties")
      .find((candidate) => candidate.text("name") === "candidateGroups");
    return reader.value(property?.text("value") ?? lane.text("name"), "candidateGroups");
  }
  return undefined;
}

function laneIn(laneSets: readonly ModelElement[], elementId: string): ModelElement | undefined {
  for (const lane of laneSets.flatMap((laneSet) => laneSet.many("lanes"))) {
    const childLaneSet = lane.one("childLaneSet");
    const inner = childLaneSet && laneIn([childLaneSet], elementId);
    if (inner !== undefined) return inner;
    if (lane.many("flowNodeRef").some(({ id }) => id === elementId)) return lane;
  }
  return undefined;
}
