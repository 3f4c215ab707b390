/** The citizens' entry. */
import "../design/tokens.css";
import "../design/base.css";
import "./citizen.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "../i18n/start-i18n.ts";
import { CitizenApp } from "./app/citizen-app.tsx";
import { citizenTexts } from "./citizen.catalogue.ts";

startI18n([citizenTexts]);
const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <CitizenApp />
  </StrictMode>,
);
