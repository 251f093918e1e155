import type { SyncPlan } from '../../reconcile/plan/plan.ts'

/** How many places of one remark are named. */
const NAMED = 5

/** What reading had to remark about cells, rows and files, each kind once with its places. */
export function readingLines({ findings }: Pick<SyncPlan, 'findings'>): string[] {
  const read = findings.filter(one => 'holds' in one)
  if (read.length === 0) return []
  const bySentence = Map.groupBy(read, one => one.sentence)
  const lines = [...bySentence].map(([sentence, all]) => `  ${placesOf(all)}: ${sentence}`)
  return ['Read', ...lines, '']
}

function placesOf(all: SyncPlan['findings'][number][]): string {
  const places = all.map(({ place }) =>
    [place?.file, place?.sheet, cellOf(place)].filter(part => part).join(' '),
  )
  const more = places.length > NAMED ? ` and ${places.length - NAMED} more` : ''
  return `${places.slice(0, NAMED).join(', ')}${more}`
}

function cellOf(place: SyncPlan['findings'][number]['place']): string {
  if (place?.row === undefined) return ''
  return place.column === undefined ? `row ${place.row}` : `${place.column}${place.row}`
}
