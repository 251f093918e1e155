import type { Mapping } from '../../intake/mapping/mapping.ts'
import type { ImpliedSources } from '../resolve/implied-sources.ts'
import type { World } from '../world/world.ts'
import type { Owned } from './ownership.ts'

/** Makes the world and what earlier runs have learnt ready for the rules about implied changes; nothing where none is on. */
export function impliedSources(
  { implied }: Mapping,
  { people, former = [] }: World,
  { learners }: Owned,
): ImpliedSources | undefined {
  if (implied.length === 0) return undefined
  const contacts = people.filter(one => one.kind === 'employer' && !one.archived)
  const byPlacement = Map.groupBy(contacts, one => one.placement)
  const byLearner = Map.groupBy(former, one => one.learner)
  return {
    isOn: rule => implied.includes(rule),
    contactsAt: placement => byPlacement.get(placement) ?? [],
    formerOf: learner => byLearner.get(learner) ?? [],
    brokeOn: learner => {
      const memory = learners.get(learner)
      return memory?.state === 'break' ? memory.since : undefined
    },
  }
}
