/** Requests that really work, for the document and the reference page. The people in them are invented. */

export const caseExample = {
  id: "1",
  pack: "leshan-2023",
  as_of: "2024-06-01",
  facts: {
    person: { birth_date: "1985-04-04", residence_region: "511102", hukou_region: "511102" },
    certificate: { status: "valid" },
    disability: { physical: 1 },
  },
  benefits: ["nursing_subsidy_level_1", "hardship_living_subsidy"],
  explain: true,
};

export const askExample = {
  pack: "leshan-2023",
  as_of: "2024-06-01",
  facts: { person: { birth_date: "1985-04-04" } },
  skipped: ["person.sex"],
};
