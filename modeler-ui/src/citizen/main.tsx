/** The citizens' entry. */
import "../design/tokens.css";
import "../design/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "../i18n/start-i18n.ts";

const i18n = startI18n([]);
const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <h1>{i18n.t("cityName")}</h1>
  </StrictMode>,
);
