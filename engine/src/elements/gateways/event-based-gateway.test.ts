import { scenario } from "../../../testing/scenario.ts";

const race = `
  start -> gate:event -> paid:message -> ship -> end
           gate -> late:timer(PT1H) -> end
           gate -> refused:receiveTask -> end
`;

scenario("the first event takes the token and the others are given up", "§13.4.4", race, [
  [{ key: "k" }, [], "start gate?"],
  [
    { key: "k" },
    [["correlate message:paid", { amount: 3 }]],
    "start gate paid ship end",
    { amount: 3 },
  ],
  [{ key: "k" }, ["trigger timer:late"], "start gate late end"],
  [{ key: "k" }, ["correlate message:refused"], "start gate refused end"],
  [
    { key: "k" },
    ["trigger timer:late", "correlate message:paid -> INSTANCE_ENDED"],
    "start gate late end",
  ],
]);

scenario("a key that is neither text nor number is an incident at the gateway", "§13.4.4", race, [
  [{ key: null }, [], "start gate!"],
  [{ key: [1] }, [["set process", { key: 7 }], "resolve gate"], "start gate?"],
]);
