import type { CasePlan } from './provider.ts'

/** What a plan changes of who is beside whom, in short: learner, place, the people before and after. */
export function assigned({ json }: CasePlan): string[] {
  return json.changes
    .filter((one: { do: string }) => one.do === 'assign')
    .map(
      // biome-ignore lint/suspicious/noExplicitAny: a plan as JSON.
      ({ learner, level, role, before, after }: any) => `${learner} ${level} ${role}: ${before} to ${after}`,
    )
}

/** What a plan keeps for days to come, in short: learner, who before, who after, and the days. */
export function ahead({ json }: CasePlan): string[] {
  return json.changes
    .filter((one: { do: string }) => one.do === 'plan-ahead')
    .map(
      // biome-ignore lint/suspicious/noExplicitAny: a plan as JSON.
      ({ learner, before, after, effectiveFrom, effectiveTo }: any) =>
        `${learner} ${before} to ${after} from ${effectiveFrom}${effectiveTo ? ` to ${effectiveTo}` : ''}`,
    )
}

/** What a plan changes of accounts, in short: the account and the fields after. */
export function amended({ json }: CasePlan): Record<string, unknown> {
  return Object.fromEntries(
    json.changes
      .filter((one: { do: string }) => one.do === 'update-person')
      // biome-ignore lint/suspicious/noExplicitAny: a plan as JSON.
      .map(({ person, after }: any) => [person, after]),
  )
}

/** What is held, in short: row, column and code, in the order of rows. */
export function heldIn({ json }: CasePlan): string[] {
  return [...json.held].sort((a, b) => a.place.row - b.place.row).map(brief)
}

/** What is told by a code, in short. */
export function toldIn({ json }: CasePlan, ...codes: readonly string[]): string[] {
  return json.findings.filter((one: { code: string }) => codes.includes(one.code)).map(brief)
}

function brief({ place, code }: { place: { row?: number; column?: string }; code: string }): string {
  return `${place.row ?? ''}${place.column ?? ''} ${code}`
}
