/** Ways to name a person, as JSON Schema: an email, a profile, or a name with a company or its domain. */
export const waysToName = [
  { required: ["email"] },
  { required: ["linkedin_url"] },
  ...["company", "domain"].flatMap((place) => [
    { required: ["full_name", place] },
    { required: ["first_name", "last_name", place] },
  ]),
];
