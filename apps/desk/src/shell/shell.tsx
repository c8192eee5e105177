import { Outlet, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "../api/me.ts";
import { HelpAside } from "../help/help-aside.tsx";
import { later } from "../parts/later.tsx";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import { goToStep, useTourStep } from "../tour/tour-state.ts";
import { Navigation } from "./navigation.tsx";
import { NetworkNotice } from "./network-notice.tsx";
import { placesFor, type Place } from "./places.ts";
import { ToldNotice } from "./told-notice.tsx";
import { TopBar } from "./top-bar.tsx";
import { useFetchAhead } from "./use-fetch-ahead.ts";
import { usePressAhead } from "./use-press-ahead.ts";

const Palette = later(async () => (await import("../palette/palette.tsx")).Palette);
const TourPanel = later(async () => (await import("../tour/tour-panel.tsx")).TourPanel);
const ShortcutsHelp = later(async () => (await import("../shortcuts/shortcuts-help.tsx")).ShortcutsHelp);

/** What every page of the desk stands in: the bar, the navigation by work, and what opens over them. */
export function Shell() {
  const me = useMe();
  const { t } = useText();
  const [opened, open] = useState<"palette" | "help" | null>(null);
  const [isHelped, help] = useState(false);
  const step = useTourStep();
  const close = () => open(null);
  useFetchAhead();
  usePressAhead();
  // Help and tour stand in one place: the one that was asked for last.
  const toggleHelp = () => {
    help(step !== null || !isHelped);
    goToStep(null);
  };
  useShortcut({ keys: "mod+k", text: { zh: "查找人员、页面和操作", en: "Find people, pages and actions" }, run: () => open("palette") });
  useShortcut({ keys: "?", text: { zh: "显示快捷键", en: "Show the shortcuts" }, run: () => open("help") });
  useShortcut({ keys: "h", text: { zh: "打开或关闭这一页的帮助", en: "Open or close the help of this page" }, run: toggleHelp });
  return (
    <div className={isHelped || step !== null ? "shell helped" : "shell"}>
      <a className="skip" href="#main">
        {t("跳到正文", "Skip to the main part")}
      </a>
      <TopBar onFind={() => open("palette")} />
      <Navigation places={placesFor(me)} isHelped={isHelped && step === null} onHelp={toggleHelp} onKeys={() => open("help")} />
      <main id="main" className="main" tabIndex={-1}>
        <NetworkNotice />
        <ToldNotice />
        <Outlet />
      </main>
      {isHelped && step === null ? <HelpAside onClose={() => help(false)} /> : null}
      {placesFor(me).map((place) => (
        <PlaceKey key={place.to} place={place} />
      ))}
      {opened === "palette" ? <Palette onClose={close} onHelp={() => open("help")} /> : null}
      {opened === "help" ? <ShortcutsHelp onClose={close} /> : null}
      {step === null ? null : <TourPanel at={step} />}
    </div>
  );
}

function PlaceKey({ place: { keys, text, to } }: { readonly place: Place }) {
  const navigate = useNavigate();
  useShortcut({ keys, text: { zh: `去${text.zh}`, en: `Go to ${text.en}` }, run: () => void navigate({ to }) });
  return null;
}
