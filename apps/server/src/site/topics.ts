import type { Text } from "@huican/engine";

/** Benefits in the order that matters to a family. */
export const topics = [
  "money",
  "rehabilitation",
  "medical",
  "insurance",
  "care",
  "education",
  "work",
  "home",
  "transport",
  "certificate",
  "rights",
  "culture",
] as const;

const texts: Readonly<Record<string, Text>> = {
  money: { zh: "补贴和救助", en: "Money and relief" },
  rehabilitation: { zh: "康复和辅具", en: "Rehabilitation and devices" },
  medical: { zh: "看病", en: "Medical treatment" },
  insurance: { zh: "社会保险", en: "Social insurance" },
  care: { zh: "照料", en: "Care" },
  education: { zh: "上学", en: "School" },
  work: { zh: "就业和创业", en: "Work and business" },
  home: { zh: "住房和无障碍", en: "Home and access" },
  transport: { zh: "出行", en: "Getting about" },
  certificate: { zh: "残疾人证和评定", en: "Certificate and assessment" },
  rights: { zh: "法律和权益", en: "Law and rights" },
  culture: { zh: "文化和体育", en: "Culture and sport" },
};

export function topicText(topic: string): Text {
  return texts[topic] ?? { zh: topic, en: topic };
}
