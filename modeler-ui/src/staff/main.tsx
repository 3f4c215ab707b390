/** The staff entry. */
import "../design/tokens.css";
import "../design/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "../i18n/start-i18n.ts";
import { StaffApp } from "./app/staff-app.tsx";
import { staffCatalogues } from "./app/catalogues.ts";

startI18n(staffCatalogues);
const root = document.querySelector("#root");
if (root === null) throw new Error("staff/index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <StaffApp />
  </StrictMode>,
);
