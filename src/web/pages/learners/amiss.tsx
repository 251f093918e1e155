import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FINDING_TITLES } from '../../../domain/cover.ts'
import type { CoverFinding, Learner, Person } from '../../../sdk/types.ts'
import { useMay } from '../../data/me.ts'
import { usePeople, useStandards, useUnits } from '../../data/names.ts'
import { inTerms } from '../../data/terms.ts'
import { Button } from '../../ui/button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { nameOf } from '../../ui/words.ts'
import { findingText, type Names } from './finding-words.ts'
import { SlotDialog, type SlotWanted } from './slot-dialog.tsx'

/** Names for findings: people, standards, units. */
function useFindingNames(findings: readonly CoverFinding[]): Names & { people: ReadonlyMap<number, Person> } {
  const people = usePeople(
    findings.flatMap(({ slot, candidates = [] }) => [...candidates, ...(slot?.person ? [slot.person] : [])]),
  )
  const standards = useStandards()
  const units = useUnits()
  return {
    people,
    person: id => (people.has(id) ? nameOf(people.get(id)) : `person ${id}`),
    standard: id => standards.find(standard => standard.id === id)?.title,
    unit: id => units.find(unit => unit.id === id)?.title,
  }
}

interface AmissProps {
  learner: Learner
  findings: readonly CoverFinding[]
}

/** What is amiss with one learner, each with the way to mend it. */
export function Amiss({ learner, findings }: AmissProps) {
  const names = useFindingNames(findings)
  const may = useMay('assign')
  const [slot, setSlot] = useState<SlotWanted>()
  return (
    <>
      <ul className="amiss">
        {findings.map(finding => {
          const text = findingText(finding, names)
          const wanted = slotOf(learner, finding, names)
          return (
            <li key={keyOf(finding)}>
              <Tag tone={finding.code === 'trainee' ? 'neutral' : 'warning'}>
                {inTerms(FINDING_TITLES[finding.code])}
              </Tag>{' '}
              {text}{' '}
              {may && wanted && (
                <Button
                  look="plain"
                  className="small"
                  aria-label={`Fix: ${text}`}
                  onClick={() => setSlot(wanted)}
                >
                  Fix
                </Button>
              )}
              {may && <Handover finding={finding} />}
            </li>
          )
        })}
      </ul>
      {slot && <SlotDialog slot={slot} onClose={() => setSlot(undefined)} />}
    </>
  )
}

/** A finding is about one slot, or about the learner as a whole. */
function keyOf({ code, slot }: CoverFinding): string {
  return slot ? [code, slot.level, slot.role, slot.target].join('/') : code
}

/** Whoever has left may hold more than this: their whole caseload is one step away. */
function Handover({ finding: { code, slot } }: { finding: CoverFinding }) {
  if (!slot?.person || (code !== 'held-by-archived' && code !== 'held-by-flagged')) return null
  return (
    <Link className="button plain small" to="/transfer" search={{ from: slot.person }}>
      Hand over all they hold
    </Link>
  )
}

/** Whether the finding names who is in the very slot, and not who answers by another. */
const NAMES_HOLDER = [
  'held-by-archived',
  'held-by-flagged',
  'trainee',
  'employer-elsewhere',
  'residual-access',
]

function slotOf(
  learner: Learner,
  { code, slot }: CoverFinding,
  names: ReturnType<typeof useFindingNames>,
): SlotWanted | undefined {
  if (!slot) return undefined
  const { level, role, standard, unit, person } = slot
  const title = names.unit(unit) ?? names.standard(standard) ?? nameOf(learner)
  const base = { learner: learner.id, organisation: learner.organisation, level, role, title }
  const known = person === null ? null : (names.people.get(person) ?? { id: person })
  const holder =
    code === 'no-assessor' || code === 'no-iqa' ? null : NAMES_HOLDER.includes(code) ? known : undefined
  return { ...base, standard: standard ?? undefined, unit: unit ?? undefined, holder }
}
