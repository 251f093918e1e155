/** What kind of trouble a database reports. */
export type Failure = 'constraint' | 'try-again' | 'unavailable' | 'bug'
