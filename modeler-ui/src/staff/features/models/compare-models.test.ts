import { expect, it } from "vitest";
import { compareElements, type ModelElement } from "./compare-models.ts";

const element = (id: string, content = ""): ModelElement => ({
  id,
  type: "userTask",
  name: id,
  content,
});

it("names what was added, changed and removed", () => {
  const changes = compareElements(
    [element("review", "limit=1"), element("gone")],
    [element("review", "limit=2"), element("secondReview")],
  );
  expect(changes.map(({ kind, element: { id } }) => [kind, id])).toEqual([
    ["added", "secondReview"],
    ["changed", "review"],
    ["removed", "gone"],
  ]);
});

it("finds nothing between equal versions", () => {
  expect(compareElements([element("a")], [element("a")])).toEqual([]);
});
