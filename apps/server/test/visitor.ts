type Fields = Readonly<Record<string, string>>;
/** An answer to a fact: the value of its field, or the parts of a date. */
type Answers = Readonly<Record<string, string | Fields>>;

type Beginning = { readonly who?: readonly string[]; readonly hukou?: string; readonly shared?: boolean };

/** Somebody with a browser without JavaScript: keeps cookies, follows redirects, sends forms. */
export class Visitor {
  page = "";
  address = "";
  headers = new Headers();
  readonly visited: string[] = [];
  private readonly jar = new Map<string, string>();
  private readonly send: (request: Request) => Response | Promise<Response>;

  constructor(send: (request: Request) => Response | Promise<Response>) {
    this.send = send;
  }

  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Opens an address and follows where it leads; gives the status of the first answer. */
  async open(path: string): Promise<number> {
    return this.request(new Request(`http://localhost${path}`, { headers: { cookie: this.cookies } }));
  }

  /** Opens an address that leads to another site, and gives where. */
  async leave(path: string): Promise<string> {
    const response = await this.send(new Request(`http://localhost${path}`, { headers: { cookie: this.cookies } }));
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return response.headers.get("location") ?? "";
  }

  async post(path: string, fields: Fields | readonly (readonly [string, string])[]): Promise<number> {
    const pairs = Array.isArray(fields) ? (fields as readonly (readonly [string, string])[]) : Object.entries(fields as Fields);
    return this.request(
      new Request(`http://localhost${path}`, {
        method: "POST",
        body: new URLSearchParams(pairs.map(([name, value]) => [name, value])),
        headers: { cookie: this.cookies, origin: "http://localhost" },
      }),
    );
  }

  /** Says whom the visit is about, and where they live; registered there too unless another place is given. */
  async begin(residence: string, { who = ["self"], hukou, shared = false }: Beginning = {}): Promise<void> {
    await this.post(this.language("/who"), [...who.map((one) => ["who", one] as const), ...(shared ? [["shared", "yes"] as const] : [])]);
    await this.post(this.language("/place"), { residence, registered: hukou === undefined ? "same" : "other", hukou: hukou ?? "" });
  }

  /** Answers every question: as given, "none of these" on lists, and otherwise no, none or not known. Returns how many pages there were. */
  async answerAll(answers: Answers | readonly Answers[]): Promise<number> {
    let pages = 0;
    for (await this.open(this.language("/check")); !this.address.endsWith("/summary"); pages++) {
      if (pages > 60) throw new Error(`The questions do not end: ${this.address}`);
      await this.post(this.address, { ...fieldsFor(this.page, this.answersHere(answers)), go: "next" });
      if (this.headers.get("x-test-status") === "422")
        throw new Error(`Refused on ${this.address}: ${this.page.match(/class="errors"[\s\S]*?<\/div>/)?.[0]}`);
    }
    return pages;
  }

  /** Several people have each their own answers: the address says whose turn it is. */
  private answersHere(answers: Answers | readonly Answers[]): Answers {
    if (!Array.isArray(answers)) return answers as Answers;
    return (answers[Number(/\/check\/(\d+)\//.exec(this.address)?.[1]) - 1] ?? {}) as Answers;
  }

  async skipAll(): Promise<void> {
    let pages = 0;
    for (await this.open(this.language("/check")); !this.address.endsWith("/summary"); pages++) {
      if (pages > 60) throw new Error(`The questions do not end: ${this.address}`);
      await this.post(this.address, { go: "skip" });
    }
  }

  /** What stands below a heading, up to the next of its rank. */
  section(id: string): string {
    return this.page.split(`<h2 id="${id}"`)[1]?.split("<h2")[0] ?? "";
  }

  tamper(): void {
    for (const [name, value] of this.jar) this.jar.set(name, `${value.startsWith("A") ? "B" : "A"}${value.slice(1)}`);
  }

  private language(path: string): string {
    return this.visited.some((address) => address.startsWith("/en")) ? `/en${path}` : path;
  }

  private async request(first: Request): Promise<number> {
    let request = first;
    let status: number | undefined;
    for (let hops = 0; hops < 5; hops++) {
      const response = await this.send(request);
      status ??= response.status;
      for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
      const { pathname, search } = new URL(request.url);
      this.address = pathname;
      this.visited.push(`${pathname}${search}`);
      this.headers = new Headers(response.headers);
      this.headers.set("x-test-status", String(response.status));
      this.page = await response.text();
      const location = response.headers.get("location");
      if (!location) break;
      request = new Request(new URL(location, request.url), { headers: { cookie: this.cookies } });
    }
    return status ?? 0;
  }

  private keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const name = pair.slice(0, pair.indexOf("="));
    const value = pair.slice(pair.indexOf("=") + 1);
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

/** The fields of the form on a page, filled in. */
function fieldsFor(page: string, answers: Answers): Fields {
  const fields: Record<string, string> = {};
  const isList = page.includes('name="checklist"');
  for (const [, tag = "", name = ""] of page.matchAll(/<(input|select)[^>]*? name="([^"]+)"/g)) {
    const [group = "", fact = "", part] = name.split(".");
    const answer = answers[`${group}.${fact}`];
    if (name === "checklist" || name === "go") continue;
    if (isList) {
      if (answer === "yes") fields[name] = "yes";
    } else if (typeof answer === "object") {
      if (part && part !== "unknown") fields[name] = answer[part] ?? "";
    } else if (answer !== undefined) {
      if (part === undefined) fields[name] = answer;
    } else if (part === "unknown") fields[name] = "1";
    else if (part === undefined) fields[name] = defaultFor(page, tag, name);
  }
  if (isList && Object.keys(fields).length === 0) fields["checklist"] = "none";
  return fields;
}

/** No, no level, none: the plain answer of somebody to whom a question does not apply. */
function defaultFor(page: string, tag: string, name: string): string {
  const values = tag === "select" ? (page.split(`name="${name}"`)[1]?.split("</select>")[0] ?? "") : page;
  const own =
    tag === "select"
      ? [...values.matchAll(/<option value="([^"]*)"/g)].map((match) => match[1] ?? "")
      : [...page.matchAll(new RegExp(`type="radio" name="${name.replaceAll(".", "\\.")}" value="([^"]*)"`, "g"))].map(
          (match) => match[1] ?? "",
        );
  return ["no", "none", "0", "?"].find((value) => own.includes(value)) ?? "";
}
