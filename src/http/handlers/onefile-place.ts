import { createPlace, placeSearch, readPlace, updatePlace } from '../../app/places.ts'
import { writtenPage, writtenPieces } from '../../app/search.ts'
import type { classroom } from '../../contract/onefile/classroom.ts'
import type { placement } from '../../contract/onefile/placement.ts'
import type { provider } from '../../contract/onefile/provider.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const classroomHandlers: Handlers<typeof classroom> = {
  async searchClassrooms(input, { services, caller, layout }) {
    const search = placeSearch(caller, 'classroom', input)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async pageClassrooms(input, { services, caller, layout }) {
    const search = placeSearch(caller, 'classroom', input)
    return isProblem(search) ? search : writtenPage(services.storage, search, layout(), input)
  },
  async readClassroom({ classroom }, { services, caller }) {
    return readPlace(services, caller, 'classroom', classroom)
  },
  async createClassroom(input, { services, caller }) {
    return createPlace(services, caller, 'classroom', input)
  },
  async updateClassroom({ classroom, ...changes }, { services, caller }) {
    return updatePlace(services, caller, 'classroom', classroom, changes)
  },
}

export const placementHandlers: Handlers<typeof placement> = {
  async searchPlacements(input, { services, caller, layout }) {
    const search = placeSearch(caller, 'placement', input)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async pagePlacements(input, { services, caller, layout }) {
    const search = placeSearch(caller, 'placement', input)
    return isProblem(search) ? search : writtenPage(services.storage, search, layout(), input)
  },
  async readPlacement({ placement }, { services, caller }) {
    return readPlace(services, caller, 'placement', placement)
  },
  async createPlacement(input, { services, caller }) {
    return createPlace(services, caller, 'placement', input)
  },
  async updatePlacement({ placement, ...changes }, { services, caller }) {
    return updatePlace(services, caller, 'placement', placement, changes)
  },
}

export const providerHandlers: Handlers<typeof provider> = {
  async searchProviders(input, { services, caller, layout }) {
    const search = placeSearch(caller, 'provider', input)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async pageProviders(input, { services, caller, layout }) {
    const search = placeSearch(caller, 'provider', input)
    return isProblem(search) ? search : writtenPage(services.storage, search, layout(), input)
  },
  async readProvider({ provider }, { services, caller }) {
    return readPlace(services, caller, 'provider', provider)
  },
  async createProvider(input, { services, caller }) {
    return createPlace(services, caller, 'provider', input)
  },
  async updateProvider({ provider, ...changes }, { services, caller }) {
    return updatePlace(services, caller, 'provider', provider, changes)
  },
}
