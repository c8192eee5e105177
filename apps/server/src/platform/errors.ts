import { Refusal } from "./refusal.ts";

/** Everything that is refused in the configuration, on one screen. */
export const configurationErrors = {
  port: () => new Refusal("configuration.port", "PORT 应为0到65535之间的整数。", "PORT must be a whole number from 0 to 65535."),
  log: (levels: readonly string[]) =>
    new Refusal("configuration.log", `HUICAN_LOG 应为下列之一：${levels.join("、")}。`, `HUICAN_LOG must be one of: ${levels.join(", ")}.`),
  publicUrl: () =>
    new Refusal(
      "configuration.url",
      "HUICAN_URL 应为网站对外的网址，例如 https://huican.example.gov.cn，后面不带路径。",
      "HUICAN_URL must be the address that the public knows, such as https://huican.example.gov.cn, without a path.",
    ),
  contact: () =>
    new Refusal(
      "configuration.contact",
      "HUICAN_CONTACT 应为一行联系方式，最多200字。",
      "HUICAN_CONTACT must be one line of at most 200 characters.",
    ),
  corsOrigins: () =>
    new Refusal(
      "configuration.cors-origins",
      "HUICAN_CORS_ORIGINS 应为用逗号隔开的网站来源，如 https://www.example.org，不带路径；或者只写 *。",
      "HUICAN_CORS_ORIGINS must be origins such as https://www.example.org, without a path, separated by commas; or * alone.",
    ),
  trustedProxies: () =>
    new Refusal(
      "configuration.trusted-proxies",
      "HUICAN_TRUSTED_PROXIES 应为用逗号隔开的 IP 地址或网段，如 127.0.0.1,10.0.0.0/8。",
      "HUICAN_TRUSTED_PROXIES must be addresses or networks such as 127.0.0.1,10.0.0.0/8, separated by commas.",
    ),
  casesPerMinute: () =>
    new Refusal(
      "configuration.cases-per-minute",
      "HUICAN_CASES_PER_MINUTE 应为整数：每个地址每分钟可以判定几个案例；0 为不限。",
      "HUICAN_CASES_PER_MINUTE must be a whole number: how many cases an address may send in a minute; 0 is no limit.",
    ),
};
