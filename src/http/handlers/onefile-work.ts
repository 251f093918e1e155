import { writtenPage, writtenPieces } from '../../app/search.ts'
import {
  createReview,
  createVisit,
  planSearch,
  readPlan,
  readReview,
  reviewSearch,
  timesheetSearch,
} from '../../app/work.ts'
import type { plan } from '../../contract/onefile/plan.ts'
import type { review } from '../../contract/onefile/review.ts'
import type { timesheet } from '../../contract/onefile/timesheet.ts'
import type { visit } from '../../contract/onefile/visit.ts'
import { isProblem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const reviewHandlers: Handlers<typeof review> = {
  async searchReviews(input, { services, caller, layout }) {
    const search = reviewSearch(caller, input)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async pageReviews(input, { services, caller, layout }) {
    const search = reviewSearch(caller, input)
    return isProblem(search) ? search : writtenPage(services.storage, search, layout(), input)
  },
  async readReview({ id }, { services, caller }) {
    return readReview(services, caller, id)
  },
  async createReview(input, { services, caller }) {
    return createReview(services, caller, input)
  },
}

export const planHandlers: Handlers<typeof plan> = {
  async searchPlans(input, { services, caller, layout }) {
    const search = planSearch(caller, input)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
  async pagePlans(input, { services, caller, layout }) {
    const search = planSearch(caller, input)
    return isProblem(search) ? search : writtenPage(services.storage, search, layout(), input)
  },
  async readPlan({ id }, { services, caller }) {
    return readPlan(services, caller, id)
  },
}

export const timesheetHandlers: Handlers<typeof timesheet> = {
  async readTimesheet({ learner }, { services, caller, layout }) {
    const search = await timesheetSearch(services, caller, learner)
    return isProblem(search) ? search : writtenPieces(services.storage, search, layout())
  },
}

export const visitHandlers: Handlers<typeof visit> = {
  async createVisit(input, { services, caller }) {
    return createVisit(services, caller, input)
  },
}
