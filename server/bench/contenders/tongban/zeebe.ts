/** The dialect of Camunda 8, which is this engine's own. */
import type { Dialect } from "../../models.ts";

/** See the file's head. */
export const zeebe: Dialect = {
  namespaces: 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  job: (id) =>
    `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="work"/></extensionElements></serviceTask>`,
  script: (id, name, value, more = "") =>
    `<scriptTask id="${id}"><extensionElements><zeebe:script expression="=${value} + 1" resultVariable="${name}"/></extensionElements>${more}</scriptTask>`,
  userTask: (id) =>
    `<userTask id="${id}"><extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="clerks"/></extensionElements></userTask>`,
  isBelow: (name, limit) => `=${name} &lt; ${limit}`,
  message: (id, name) =>
    `<message id="${id}" name="${name}"><extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements></message>`,
};
