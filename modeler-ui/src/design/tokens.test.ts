import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { tokens } from "./tokens.ts";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

it.each([
  ["primary", "--tb-primary"],
  ["text", "--tb-text"],
  ["textSecondary", "--tb-text-secondary"],
  ["textTertiary", "--tb-text-tertiary"],
  ["border", "--tb-border"],
  ["page", "--tb-page"],
  ["green", "--tb-green"],
  ["yellow", "--tb-yellow"],
  ["red", "--tb-red"],
  ["redFill", "--tb-red-fill"],
  ["grey", "--tb-grey"],
] as const)("the value %s equals the custom property %s", (name, property) => {
  expect(css).toContain(`${property}: ${tokens[name]};`);
});

/** Relative luminance, WCAG 2.1. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.039_28 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

it.each([
  "text",
  "textSecondary",
  "textTertiary",
  "primary",
  "green",
  "yellow",
  "red",
  "grey",
] as const)("%s is readable on the page colour (4.5:1)", (name) => {
  const contrast = (luminance(tokens.page) + 0.05) / (luminance(tokens[name]) + 0.05);
  expect(contrast).toBeGreaterThanOrEqual(4.5);
});
