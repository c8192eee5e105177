import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Desk } from "./desk.tsx";
import { beginSettings } from "./settings/settings.ts";
import { listenToKeys } from "./shortcuts/shortcuts.ts";

beginSettings();
listenToKeys();
const place = document.getElementById("root");
if (!place) throw new Error("The page has no place for the desk.");
createRoot(place).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
);
