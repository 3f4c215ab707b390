/** Numbers of the locks by which servers take turns at what only one of them does; PostgreSQL knows them by number alone. */
export const ADVISORY_LOCKS = {
  deployment: 7_400_115,
  /** Of the migration `history_by_month`, where it stands as a number. With a second key: the node numbers of ids. */
  monthsToCome: 7_400_116,
  monthsThatGo: 7_400_117,
  jobStatistics: 7_400_118,
  indexes: 7_400_119,
  firstAdministrator: 7_400_120,
  sampleCity: 7_400_121,
} as const;
