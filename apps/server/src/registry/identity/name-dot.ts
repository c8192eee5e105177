/** The dot between the parts of a name (间隔号): · by the standard, and what keyboards and old systems have put in its place. */
export const nameDot = /[·•・･‧∙⋅．.]/u;
