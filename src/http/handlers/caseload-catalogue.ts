import {
  addOrganisation,
  addPlace,
  addShared,
  listOrganisations,
  listPlaces,
  listShared,
  replaceOrganisation,
  replacePlace,
  replaceShared,
  standardFrom,
  templateFrom,
  unitFrom,
} from '../../app/catalogue.ts'
import type { catalogue } from '../../contract/caseload/catalogue.ts'
import type { Classroom, Placement } from '../../domain/place.ts'
import { present } from '../../domain/present.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

export const catalogueHandlers: Handlers<typeof catalogue> = {
  listOrganisations: async (asked, { services, caller }) =>
    paged('organisations', await listOrganisations(services, caller, asked)),
  addOrganisation: (fields, { services, caller }) => addOrganisation(services, caller, fields),
  replaceOrganisation: ({ organisation, ...fields }, { services, caller }) =>
    replaceOrganisation(services, caller, organisation, fields),

  listStandards: async (asked, { services, caller }) =>
    paged('standards', await listShared(services, caller, 'standard', asked)),
  addStandard: (fields, { services, caller }) =>
    addShared(services, caller, 'standard', async newId => standardFrom(await newId(), caller, fields)),
  replaceStandard: ({ standard, ...fields }, { services, caller }) =>
    replaceShared(services, caller, 'standard', standardFrom(standard, caller, fields)),

  async listUnits({ standard, ...asked }, { services, caller }) {
    const fits = standard === undefined ? undefined : { standard }
    const page = await listShared(
      services,
      caller,
      'unit',
      asked,
      unit => !fits || unit.standards.includes(fits.standard),
    )
    return paged('units', page)
  },
  addUnit: ({ id, ...fields }, { services, caller }) =>
    addShared(services, caller, 'unit', async () => unitFrom(id, caller, fields)),
  replaceUnit: ({ unit, ...fields }, { services, caller }) =>
    replaceShared(services, caller, 'unit', unitFrom(unit, caller, fields)),

  listTemplates: async (asked, { services, caller }) =>
    paged('templates', await listShared(services, caller, 'template', asked)),
  addTemplate: (fields, { services, caller }) =>
    addShared(services, caller, 'template', async newId => templateFrom(await newId(), caller, fields)),
  replaceTemplate: ({ template, ...fields }, { services, caller }) =>
    replaceShared(services, caller, 'template', templateFrom(template, caller, fields)),

  listClassrooms: async (asked, { services, caller }) =>
    paged('classrooms', await listPlaces(services, caller, 'classroom', asked)),
  addClassroom: ({ organisation, ...said }, { services, caller }) =>
    addPlace(services, caller, 'classroom', organisation, id => classroomFrom(id, organisation, said)),
  replaceClassroom: ({ classroom, ...said }, { services, caller }) =>
    replacePlace(services, caller, 'classroom', classroom, organisation =>
      classroomFrom(classroom, organisation, said),
    ),

  listPlacements: async (asked, { services, caller }) =>
    paged('placements', await listPlaces(services, caller, 'placement', asked)),
  addPlacement: ({ organisation, ...said }, { services, caller }) =>
    addPlace(services, caller, 'placement', organisation, id => placementFrom(id, organisation, said)),
  replacePlacement: ({ placement, ...said }, { services, caller }) =>
    replacePlace(services, caller, 'placement', placement, organisation =>
      placementFrom(placement, organisation, said),
    ),
}

/** What is said of a place: its name, and more that may be left out. */
type SentItem<T> = { name: string } & {
  [K in Exclude<keyof T, 'id' | 'organisation' | 'name'>]?: T[K] | null | undefined
}

type ItemDetails<T> = { [K in keyof T]?: Exclude<T[K], null> | undefined }

function classroomFrom(
  id: number,
  organisation: number,
  { name, misId, ...rest }: SentItem<Classroom>,
): Classroom {
  const details = rest as ItemDetails<typeof rest>
  return { id, organisation, name, misId: misId ?? null, ...present(details) }
}

function placementFrom(
  id: number,
  organisation: number,
  { name, misId, active, ...rest }: SentItem<Placement>,
): Placement {
  const details = rest as ItemDetails<typeof rest>
  return { id, organisation, name, misId: misId ?? null, active: active ?? true, ...present(details) }
}
