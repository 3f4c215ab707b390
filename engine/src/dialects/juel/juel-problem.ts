/** Said of a text that is no JUEL, or has no FEEL: the message is the part, for people. */
export class JuelProblem extends Error {}
