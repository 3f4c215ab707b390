import { GlobalOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { languageOf } from "../../i18n/language.ts";

/** Switches between Chinese and English; says so in the language it leads to. */
export function LanguageButton() {
  const { t, i18n } = useTranslation("shared");
  const isEnglish = languageOf(i18n.language) === "en";
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      title={t("switchLanguage")}
      lang={isEnglish ? "zh-CN" : "en"}
      onClick={() => void i18n.changeLanguage(isEnglish ? "zh-CN" : "en")}
    >
      {t("otherLanguage")}
    </Button>
  );
}
