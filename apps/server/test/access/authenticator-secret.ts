/** What somebody types into their app from the page that sets it up, and what the page's form holds. */
export function authenticatorSecretOn(page: string): { readonly secret: string; readonly enrolment: string } {
  const secret = /class="secret">([^<]+)</.exec(page)?.[1]?.replaceAll(" ", "") ?? "";
  const enrolment = /name="enrolment" value="([^"]+)"/.exec(page)?.[1] ?? "";
  return { secret, enrolment };
}
