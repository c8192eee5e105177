/**
 * What each role may do, written by hand from the duties of the offices, not from the table that the program reads: `area` on files of the area of duty, `own` on one's own
 * file, `everywhere` wherever it lies, `system` without any file, `-` not at all.
 */
const acts = `
act                        commissioner  street-clerk  district-desk  civil-affairs  finance  auditor  provider  citizen  representative  system-administrator  security-administrator  audit-administrator
registry.search-people     area          area          area           area           area     area     -         -        -               -                     -                       -
registry.list-people       area          area          area           area           -        area     -         -        -               -                     -                       -
registry.share-view        area          area          area           area           -        area     -         -        -               -                     -                       -
registry.remove-left-view  -             -             area           -              -        -        -         -        -               -                     -                       -
registry.export-people     -             area          area           area           -        -        -         -        -               -                     -                       -
registry.count-people      -             area          area           area           area     area     -         -        -               -                     -                       -
registry.read-file         area          area          area           area           area     area     -         own      own             -                     -                       -
registry.reveal-value      -             area          area           area           area     area     -         -        -               -                     -                       -
registry.read-timeline     -             area          area           area           -        area     -         own      own             -                     -                       -
policy.decide-person       area          area          area           area           -        area     -         own      own             -                     -                       -
registry.attach            area          area          area           -              -        -        -         -        -               -                     -                       -
registry.list-attachments  area          area          area           area           -        area     -         own      own             -                     -                       -
registry.read-attachment   -             area          area           -              -        -        -         own      own             -                     -                       -
registry.register-person   -             area          area           -              -        -        -         -        -               -                     -                       -
registry.ask-change        area          area          area           -              -        -        -         -        -               -                     -                       -
registry.list-changes      area          area          area           -              -        area     -         -        -               -                     -                       -
registry.see-change        area          area          area           -              -        area     -         -        -               -                     -                       -
registry.approve-change    -             area          area           -              -        -        -         -        -               -                     -                       -
registry.refuse-change     -             area          area           -              -        -        -         -        -               -                     -                       -
registry.withdraw-change   area          area          area           -              -        -        -         -        -               -                     -                       -
registry.ask-undo          -             area          area           -              -        -        -         -        -               -                     -                       -
registry.list-duplicates   -             area          area           -              -        area     -         -        -               -                     -                       -
registry.compare-files     -             area          area           -              -        area     -         -        -               -                     -                       -
registry.dismiss-duplicate -             area          area           -              -        -        -         -        -               -                     -                       -
registry.reopen-duplicate  -             area          area           -              -        -        -         -        -               -                     -                       -
registry.ask-merge         -             area          area           -              -        -        -         -        -               -                     -                       -
registry.ask-unmerge       -             area          area           -              -        -        -         -        -               -                     -                       -
registry.see-merge         -             area          area           -              -        area     -         -        -               -                     -                       -
registry.approve-merge     -             -             area           -              -        -        -         -        -               -                     -                       -
registry.refuse-merge      -             -             area           -              -        -        -         -        -               -                     -                       -
registry.withdraw-merge    -             area          area           -              -        -        -         -        -               -                     -                       -
registry.ask-request       -             area          area           -              -        -        -         own      own             -                     -                       -
registry.see-requests      -             area          area           -              -        area     -         own      own             -                     -                       -
registry.list-requests     -             area          area           -              -        area     -         -        -               -                     -                       -
registry.withdraw-request  -             area          area           -              -        -        -         own      own             -                     -                       -
registry.decide-request    -             -             area           -              -        -        -         -        -               -                     -                       -
registry.complete-request  -             -             area           -              -        -        -         -        -               -                     -                       -
registry.take-copy         -             area          area           -              -        -        -         own      own             -                     -                       -
exchange.enter-import      -             -             area           -              -        -        -         -        -               -                     -                       -
exchange.see-imports       -             -             area           -              -        area     -         -        -               -                     -                       -
exchange.see-rows          -             -             area           -              -        area     -         -        -               -                     -                       -
exchange.withdraw-import   -             -             area           -              -        -        -         -        -               -                     -                       -
exchange.commit-import     -             -             area           -              -        -        -         -        -               -                     -                       -
exchange.ask-undo-import   -             -             area           -              -        -        -         -        -               -                     -                       -
exchange.undo-import       -             -             area           -              -        -        -         -        -               -                     -                       -
audit.read-accesses        -             -             -              -              -        -        -         own      own             -                     -                       -
audit.search-log           -             -             -              -              -        area     -         -        -               -                     -                       everywhere
access.open-emergency      -             everywhere    everywhere     everywhere     -        -        -         -        -               -                     -                       -
access.review-emergency    -             -             -              -              -        -        -         -        -               -                     -                       system
access.list-readers        -             -             -              -              -        -        -         -        -               -                     system                  system
access.give-reason         everywhere    everywhere    everywhere     everywhere     everywhere  everywhere  -   -        -               -                     -                       -
access.see-accounts        -             -             -              -              -        -        -         -        -               system                system                  system
access.see-areas           -             -             -              -              -        -        -         -        -               system                system                  -
access.create-account      -             -             -              -              -        -        -         -        -               system                -                       -
access.lock-account        -             -             -              -              -        -        -         -        -               -                     system                  -
access.reset-account       -             -             -              -              -        -        -         -        -               -                     system                  -
access.appoint             -             -             -              -              -        -        -         -        -               -                     system                  -
access.end-sessions        -             -             -              -              -        -        -         -        -               -                     system                  -
access.delegate            everywhere    everywhere    everywhere     everywhere     everywhere  everywhere  everywhere  -  -             system                system                  system
audit.verify-log           -             -             -              -              -        -        -         -        -               -                     -                       system
access.see-row-check       -             -             -              -              -        -        -         -        -               -                     system                  system
audit.export-checkpoints   -             -             -              -              -        -        -         -        -               -                     -                       system
system.see-state           -             -             -              -              -        -        -         -        -               system                -                       -
access.read-own-duties     everywhere    everywhere    everywhere     everywhere     everywhere  everywhere  everywhere  own  own        system                system                  system
`;

/** What of a file each role is shown: `whole`, in a `mask`, or `-` not at all. */
const fields = `
field               commissioner  street-clerk  district-desk  civil-affairs  finance  auditor  citizen  representative
name                whole         whole         whole          whole          whole    whole    whole    whole
identity-number     mask          whole         whole          whole          mask     mask     whole    whole
certificate-number  mask          whole         whole          whole          mask     mask     whole    whole
phone               whole         whole         whole          whole          mask     mask     whole    whole
bank-account        -             mask          mask           mask           whole    mask     whole    mask
address             whole         whole         whole          whole          -        mask     whole    whole
diagnosis           -             whole         whole          -              -        -        whole    whole
rehabilitation      whole         whole         whole          -              -        -        whole    whole
disability          whole         whole         whole          whole          -        whole    whole    whole
`;

/** Row by row, column by column: `[row, column, cell]`. */
function cells(text: string): readonly (readonly [string, string, string])[] {
  const [head = [], ...rows] = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([row = "", ...values]) => values.map((value, i) => [row, head[i + 1] ?? "", value] as const));
}

export type Right = "area" | "own" | "everywhere" | "system" | "-";
export type Shown = "whole" | "mask" | "-";

export const rights = cells(acts) as readonly (readonly [act: string, role: string, right: Right])[];
export const sights = cells(fields) as readonly (readonly [field: string, role: string, shown: Shown])[];

/** Where an account of a role can lie, seen from a file in 500106003001: it holds the file, lies beside it, or above it. */
export const places: Readonly<Record<string, { readonly own: string; readonly foreign: readonly string[]; readonly parent?: string }>> = {
  commissioner: { own: "500106003001", foreign: ["500106003002", "500105001001"] },
  "street-clerk": { own: "500106003", foreign: ["500106001", "500105001"] },
  "district-desk": { own: "500106", foreign: ["500105", "511102"], parent: "50" },
  "civil-affairs": { own: "500106003", foreign: ["500106001", "500105"], parent: "500106" },
  finance: { own: "500106", foreign: ["500105", "5120"] },
  auditor: { own: "500106", foreign: ["500105", "51"], parent: "50" },
  provider: { own: "500106", foreign: ["500105"] },
};
