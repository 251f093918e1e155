import { idIn } from '../../data/address.ts'
import { useOrganisations } from '../../data/me.ts'
import { useClassrooms, usePlacements } from '../../data/names.ts'
import { SelectField } from '../../ui/field.tsx'

/** Where learners are. */
interface PlaceFilters {
  organisation?: number | undefined
  placement?: number | undefined
  classroom?: number | undefined
}

/** Fields that narrow a list to an organisation, a placement and a class. */
export function WhereFields({
  where,
  narrow,
}: {
  where: PlaceFilters
  narrow: (change: PlaceFilters) => void
}) {
  const within = <T extends { organisation: number }>(things: readonly T[]) =>
    things.filter(({ organisation }) => (where.organisation ?? organisation) === organisation)
  const placements = within(usePlacements())
  const classrooms = within(useClassrooms())
  return (
    <>
      <SelectField
        label="Organisation"
        none="All"
        value={where.organisation}
        options={useOrganisations().map(optionOf)}
        onChoose={id => narrow({ organisation: idIn(id), placement: undefined, classroom: undefined })}
      />
      <SelectField
        label="Placement"
        none="All"
        value={where.placement}
        options={placements.map(optionOf)}
        onChoose={id => narrow({ placement: idIn(id) })}
      />
      <SelectField
        label="Class"
        none="All"
        value={where.classroom}
        options={classrooms.map(optionOf)}
        onChoose={id => narrow({ classroom: idIn(id) })}
      />
    </>
  )
}

function optionOf({ id, name }: { id: number; name: string }) {
  return { value: id, label: name }
}
