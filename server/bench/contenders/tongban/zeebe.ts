/** The dialect of Camunda 8, which is this engine's own. */
import { cardinality, type Dialect } from "../../models/index.ts";

/** See the file's head. */
export const zeebe: Dialect = {
  namespaces: 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  job: (id) =>
    `<serviceTask id="${id}"><extensionElements><zeebe:taskDefinition type="work"/></extensionElements></serviceTask>`,
  script: (id, name, value, more = "") =>
    `<scriptTask id="${id}"><extensionElements><zeebe:script expression="=${value} + 1" resultVariable="${name}"/></extensionElements>${more}</scriptTask>`,
  emptyScript: (id) =>
    `<scriptTask id="${id}"><extensionElements><zeebe:script expression="=null" resultVariable="nothing"/></extensionElements></scriptTask>`,
  userTask: (id) =>
    `<userTask id="${id}"><extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="clerks"/></extensionElements></userTask>`,
  isBelow: (name, limit) => `=${name} &lt; ${limit}`,
  isEqual: (name, value) => `=${name} = ${value}`,
  members: cardinality,
  message: (id, name) =>
    `<message id="${id}" name="${name}"><extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements></message>`,
};
