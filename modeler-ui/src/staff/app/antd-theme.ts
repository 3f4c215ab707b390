/** antd on our tokens; its own placeholder and description greys are too light for WCAG AA. */
import type { ThemeConfig } from "antd";
import { tokens } from "../../design/tokens.ts";

/** antd would derive a lighter blue, which is too light for text. */
const PRIMARY_HOVER = "#003eb3";

export const antdTheme: ThemeConfig = {
  token: {
    colorPrimary: tokens.primary,
    colorPrimaryHover: PRIMARY_HOVER,
    colorLink: tokens.primary,
    colorLinkHover: PRIMARY_HOVER,
    colorSuccess: tokens.green,
    colorWarning: tokens.yellow,
    colorError: tokens.red,
    colorInfo: tokens.primary,
    colorSuccessBg: "#e6f5eb",
    colorWarningBg: "#fff4dc",
    colorErrorBg: "#fdecea",
    colorInfoBg: "#e8f1ff",
    colorSuccessBorder: "#9fd5b1",
    colorWarningBorder: "#ecca86",
    colorErrorBorder: "#f2aba5",
    colorInfoBorder: "#a9c8f7",
    colorText: tokens.text,
    colorTextSecondary: tokens.textSecondary,
    colorTextTertiary: tokens.textTertiary,
    colorTextDescription: tokens.textTertiary,
    colorTextPlaceholder: tokens.textTertiary,
    colorBgLayout: tokens.page,
    colorBorderSecondary: tokens.border,
    borderRadius: tokens.radius,
    fontFamily: tokens.font,
    fontSize: 14,
  },
  components: {
    Layout: { headerBg: "#ffffff", siderBg: "#ffffff", bodyBg: tokens.page },
    Menu: { itemBorderRadius: tokens.radius, activeBarBorderWidth: 0 },
  },
};
