import { isIP } from "node:net";
import { join, resolve } from "node:path";
import type { KeyPlace } from "./cipher/index.ts";
import type { DatabasePlace } from "./database/index.ts";
import { configurationErrors } from "./errors.ts";
import { logLevels, type LogLevel } from "./log.ts";
import { publicAddress } from "./public-address.ts";

/** What whoever runs the server may set, read and checked once. Nothing else reads the environment. */
export type Configuration = {
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Seals the answers of visitors; without it a restart forgets them. */
  readonly cookieSecret: string | undefined;
  /** The address that the public knows; without it, that of each request. */
  readonly publicUrl: string | undefined;
  /** How to reach whoever runs this site, one line; without it, the site names the desk. */
  readonly contact: string | undefined;
  readonly api: ApiConfiguration;
  /** Where the register of people lies; null where the server does without one and is the public site alone. */
  readonly register: RegisterConfiguration | null;
  /** The provider of identities that people may sign in with; null where there is none. */
  readonly oidc: OidcConfiguration | null;
};

/** A provider of identities (OpenID Connect) and how this server is known there. */
export type OidcConfiguration = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that says the sign-in name; without it, an administrator links every account. */
  readonly nameClaim: string | undefined;
};

export type RegisterConfiguration = {
  readonly place: DatabasePlace;
  /** What seals numbers and addresses. */
  readonly keyPlace: KeyPlace;
  /** What the register is said to be: invented people to look at, or a real office. Undefined: nothing is said (docs/decisions/0014). */
  readonly isDemo: boolean | undefined;
  /** How much one person may read; the plain limits where left out. */
  readonly reading?: ReadingLimits;
};

/** How much one person may read of others' files before they are refused; 0 is no limit. At half of it the administrators are told. */
export type ReadingLimits = {
  readonly filesPerHour: number;
  readonly filesPerDay: number;
  /** People that lists and searches show. */
  readonly peoplePerDay: number;
  /** Numbers that were searched for and led to nobody. */
  readonly failedNumbersPerHour: number;
};

/** A street's clerk opens some hundred files on a busy day. */
export const plainReadingLimits: ReadingLimits = { filesPerHour: 120, filesPerDay: 400, peoplePerDay: 10_000, failedNumbersPerHour: 20 };

export type ApiConfiguration = {
  /** Origins of other sites whose pages may call the API; `*` for all. */
  readonly corsOrigins: readonly string[];
  /** Addresses and networks of proxies of ours, whose word about the client's address is believed. */
  readonly trustedProxies: readonly string[];
  /** How many cases one address may send in a minute; 0 is no limit. */
  readonly casesPerMinute: number;
};

export const plainApi: ApiConfiguration = { corsOrigins: [], trustedProxies: [], casesPerMinute: 600 };

/** @throws Refusal for the first value that cannot be used */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  return {
    port: wholeNumber(env["PORT"], 8080, 65_535) ?? refuse(configurationErrors.port()),
    logLevel: logLevels.find((level) => level === (env["HUICAN_LOG"] ?? "warn")) ?? refuse(configurationErrors.log(logLevels)),
    cookieSecret: cookieSecret(env["HUICAN_COOKIE_KEY"]),
    publicUrl: env["HUICAN_URL"] ? (publicAddress(env["HUICAN_URL"]) ?? refuse(configurationErrors.publicUrl())) : undefined,
    contact: contactLine(env["HUICAN_CONTACT"]),
    api: {
      corsOrigins: origins(listed(env["HUICAN_CORS_ORIGINS"])) ?? refuse(configurationErrors.corsOrigins()),
      trustedProxies: networks(listed(env["HUICAN_TRUSTED_PROXIES"])) ?? refuse(configurationErrors.trustedProxies()),
      casesPerMinute:
        wholeNumber(env["HUICAN_CASES_PER_MINUTE"], plainApi.casesPerMinute, 1_000_000_000) ?? refuse(configurationErrors.casesPerMinute()),
    },
    register: registerConfiguration(env),
    oidc: oidcConfiguration(env),
  };
}

/** A text that can be guessed would let others read and make cookies: it is as long as a random one, of which nobody makes shorter ones. */
const shortestSecret = 32;

function cookieSecret(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  return text.length >= shortestSecret ? text : refuse(configurationErrors.cookieKey(shortestSecret));
}

/** Where the embedded database lies unless somebody says otherwise: `data/` of the project. */
const ownDirectory = join(import.meta.dirname, "../../../../data");

function registerConfiguration(env: Readonly<Record<string, string | undefined>>): RegisterConfiguration | null {
  const url = env["DATABASE_URL"]?.trim();
  const said = env["HUICAN_DATA"]?.trim();
  if (said === "none") return null;
  const directory = said ? resolve(said) : ownDirectory;
  const ownerUrl = env["DATABASE_OWNER_URL"]?.trim();
  for (const each of [url, ownerUrl])
    if (each && !/^postgres(ql)?:$/.test(URL.parse(each)?.protocol ?? "")) throw configurationErrors.databaseUrl();
  if (ownerUrl && !url) throw configurationErrors.ownerAlone();
  return {
    place: url ? { url, ...(ownerUrl && { ownerUrl }) } : { directory },
    keyPlace: keyPlace(env, directory),
    isDemo: yesOrNo(env["HUICAN_DEMO"]),
    reading: readingLimits(env),
  };
}

function keyPlace(env: Readonly<Record<string, string | undefined>>, directory: string): KeyPlace {
  const [file, program] = [env["HUICAN_KEYS"]?.trim(), env["HUICAN_KEY_PROGRAM"]?.trim()];
  if (file && program) throw configurationErrors.twoKeyPlaces();
  if (program) return { program: resolve(program), folder: directory };
  return file ? resolve(file) : join(directory, "keys.json");
}

function readingLimits(env: Readonly<Record<string, string | undefined>>): ReadingLimits {
  const limit = (name: string, otherwise: number) =>
    wholeNumber(env[name], otherwise, 1_000_000_000) ?? refuse(configurationErrors.readingLimit(name));
  return {
    filesPerHour: limit("HUICAN_FILES_PER_HOUR", plainReadingLimits.filesPerHour),
    filesPerDay: limit("HUICAN_FILES_PER_DAY", plainReadingLimits.filesPerDay),
    peoplePerDay: limit("HUICAN_PEOPLE_PER_DAY", plainReadingLimits.peoplePerDay),
    failedNumbersPerHour: limit("HUICAN_FAILED_NUMBERS_PER_HOUR", plainReadingLimits.failedNumbersPerHour),
  };
}

/** All three or none: half a provider is a mistake. */
function oidcConfiguration(env: Readonly<Record<string, string | undefined>>): OidcConfiguration | null {
  const [issuer = "", clientId = "", clientSecret = ""] = ["ISSUER", "CLIENT_ID", "CLIENT_SECRET"].map((name) =>
    env[`HUICAN_OIDC_${name}`]?.trim(),
  );
  if (issuer === "" && clientId === "" && clientSecret === "") return null;
  const url = URL.parse(issuer);
  // Over plain http whoever is in between could say who somebody is.
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && url.hostname === "localhost");
  if (!isSafe || clientId === "" || clientSecret === "") throw configurationErrors.oidc();
  return { issuer, clientId, clientSecret, nameClaim: env["HUICAN_OIDC_NAME_CLAIM"]?.trim() || undefined };
}

function yesOrNo(text = ""): boolean | undefined {
  const said = text.trim().toLowerCase();
  if (said === "") return undefined;
  return said === "yes" || (said === "no" ? false : refuse(configurationErrors.demo()));
}

function refuse(refusal: Error): never {
  throw refusal;
}

/** Null where the text is no whole number from 0 to the greatest; an empty setting counts as none. */
function wholeNumber(text: string | undefined, otherwise: number, greatest: number): number | null {
  if (text === undefined || text.trim() === "") return otherwise;
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value <= greatest ? value : null;
}

/** Nobody where the text is empty; a line that would fill the page is refused. */
function contactLine(text: string | undefined): string | undefined {
  const line = text?.trim() || undefined;
  return line === undefined || line.length <= 200 ? line : refuse(configurationErrors.contact());
}

function listed(text = ""): readonly string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
}

function origins(given: readonly string[]): readonly string[] | null {
  if (given.length === 1 && given[0] === "*") return given;
  return given.every((origin) => /^https?:\/\//.test(origin) && URL.parse(origin)?.origin === origin) ? given : null;
}

function networks(given: readonly string[]): readonly string[] | null {
  return given.every(isNetwork) ? given : null;
}

function isNetwork(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
