/** Small drawings beside words; they say nothing that the words do not. */
const shapes = {
  work: "M4 6h16M4 12h16M4 18h10",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.5-6 6-6s6 2.5 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2.2.7 3.5 2.8 3.5 5.5",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
  duplicates: "M8 8V4h12v12h-4M4 8h12v12H4z",
  settings: "M4 8h10M18 8h2M4 16h2M10 16h10M16 6v4M8 14v4",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5L20 20",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  account: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c0-4 3-6 7-6s7 2 7 6",
  policies: "M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h7",
  out: "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
  check: "M5 12.5l4.5 4.5L19 7.5",
  warn: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2",
  shield: "M12 3l7 3v5c0 5-3 8.5-7 10-4-1.500-7-5-7-10V6z",
  keys: "M3 6h18v12H3zM7 10h.5M11 10h.5M15 10h.5M7 14h10",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .9-1 1.700M12 16.800v.2",
  system: "M4 5h16v10H4zM9 20h6M12 15v5",
  area: "M3 7l6-3 6 3 6-3v13l-6 3-6-3-6 3zM9 4v13M15 7v13",
  arrow: "M5 12h14M13 6l6 6-6 6",
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
