/** The tokens of tokens.css that code needs as values (antd's theme, drawings on a canvas). Keep both in step. */
export const tokens = {
  primary: "#0958d9",
  text: "#1b2330",
  textSecondary: "#4a5565",
  textTertiary: "#5d6878",
  border: "#d8dee8",
  page: "#f3f6fa",
  green: "#0f7033",
  yellow: "#8a5200",
  red: "#b3261e",
  redFill: "#d4382f",
  grey: "#566171",
  radius: 8,
  font: '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif',
} as const;
