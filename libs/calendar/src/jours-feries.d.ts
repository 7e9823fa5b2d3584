declare module '@socialgouv/jours-feries' {
  /** Public holidays of a year by their French name, each at local midnight. */
  function getJoursFeries(year: number, options?: { readonly alsace: boolean }): Readonly<Record<string, Date>>;
  export = getJoursFeries;
}
