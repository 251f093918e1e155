import fc from 'fast-check'

/**
 * Properties draw the same values in every run, so that a red run is the change's own doing and not luck's.
 * `CASELOAD_SEED=…` draws others, to look for what these miss.
 */
fc.configureGlobal({ seed: Number(process.env.CASELOAD_SEED ?? 20_261_125) })
