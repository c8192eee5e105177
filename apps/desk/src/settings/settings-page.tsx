import { PageTitle } from "../parts/page-title.tsx";
import { useText } from "../text/use-text.ts";
import { changeSettings, useSettings, type Settings } from "./settings.ts";

/** How this browser shows the desk. */
export function SettingsPage() {
  const { t } = useText();
  const { language, size, isContrast, colours, hasLetterKeys } = useSettings();
  return (
    <div className="page narrow">
      <PageTitle title={t("设置", "Settings")}>
        <p className="soft">{t("只影响这台电脑上的这个浏览器，改了马上生效。", "For this browser alone; every change shows at once.")}</p>
      </PageTitle>
      <Choice<Settings["language"]>
        legend={t("语言", "Language")}
        value={language}
        onChange={(chosen) => changeSettings({ language: chosen })}
        options={[
          ["zh", "中文"],
          ["en", "English"],
        ]}
      />
      <Choice<Settings["size"]>
        legend={t("字号", "Text size")}
        value={size}
        onChange={(chosen) => changeSettings({ size: chosen })}
        options={[
          ["plain", t("普通", "Plain")],
          ["large", t("大字", "Large")],
        ]}
      />
      <Choice<Settings["colours"]>
        legend={t("颜色", "Colours")}
        value={colours}
        onChange={(chosen) => changeSettings({ colours: chosen })}
        options={[
          ["device", t("跟随电脑", "As the device")],
          ["light", t("浅色", "Light")],
          ["dark", t("深色", "Dark")],
        ]}
      />
      <Choice<"plain" | "hard">
        legend={t("对比", "Contrast")}
        value={isContrast ? "hard" : "plain"}
        onChange={(chosen) => changeSettings({ isContrast: chosen === "hard" })}
        options={[
          ["plain", t("普通", "Plain")],
          ["hard", t("高对比（黑底）", "High, on black")],
        ]}
      />
      <Choice<"on" | "off">
        legend={t("单个字母的快捷键", "Shortcuts of single letters")}
        value={hasLetterKeys ? "on" : "off"}
        onChange={(chosen) => changeSettings({ hasLetterKeys: chosen === "on" })}
        options={[
          ["on", t("开", "On")],
          ["off", t("关（用语音输入的，请关掉）", "Off (for whoever dictates)")],
        ]}
      />
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
};

function Choice<Value extends string>({ legend, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map(([each, text]) => (
        <label key={each} className="check">
          <input type="radio" name={legend} checked={each === value} onChange={() => onChange(each)} />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
