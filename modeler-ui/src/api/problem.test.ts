import { expect, it } from "vitest";
import { ApiProblem, problemOf } from "./problem.ts";

it("keeps the code, both sentences and the parts of a problem", () => {
  const problem = new ApiProblem(409, {
    code: "TASK_ALREADY_CLAIMED",
    detail: "已由陈静办理",
    detailEn: "Claimed by Chen Jing",
    by: { name: "陈静" },
    errors: [{ path: "/a", code: "X", detail: "一", detailEn: "one" }, "nonsense"],
  });
  expect(problem.sentence("zh-CN")).toBe("已由陈静办理");
  expect(problem.sentence("en")).toBe("Claimed by Chen Jing");
  expect(problem.errors).toHaveLength(1);
  expect(problem.body["by"]).toEqual({ name: "陈静" });
});

it("falls back to Chinese where English is missing", () => {
  expect(new ApiProblem(400, { detail: "错" }).sentence("en")).toBe("错");
});

it.each([
  [new TypeError("fetch failed"), "NETWORK"],
  [new Error("boom"), "UNEXPECTED"],
  [new ApiProblem(502, {}), "HTTP_502"],
])("names what has no problem body: %s", (thrown, code) => {
  expect(problemOf(thrown).code).toBe(code);
});
