/** Changes as somebody might ask for them, for properties that hold for any. */
import fc from 'fast-check'
import * as cast from './cast.ts'

/** A change as our API takes it. */
export type Wish = Record<string, string | number | null>

const people = [cast.isolde, cast.tobias, cast.hesper, cast.rhodriAsAssessor, cast.perpetua, cast.rhodri]
const helpers = [...people, cast.dorcas, cast.lucan, cast.zephyrine, cast.marisol]
const learner = fc.constantFrom(cast.orlagh, cast.caspian, cast.bryony).map(one => one.id)
const after = fc.option(fc.constantFrom(...helpers).map(one => one.id))
const role = fc.constantFrom('assessor', 'iqa', 'employer', 'observer')
const effectiveFrom = fc.constantFrom('2026-01-05', '2026-02-01', '2026-03-01')

const wide = fc.record({ learner, level: fc.constant('default'), role, after })
const beside = fc.oneof(
  fc.record({
    learner,
    level: fc.constant('additional'),
    after: fc.constantFrom(...helpers).map(one => one.id),
  }),
  fc.record({
    learner,
    level: fc.constant('additional'),
    before: fc.constantFrom(...helpers).map(one => one.id),
    after: fc.constant(null),
  }),
)
const aim = fc.record({
  learner,
  level: fc.constant('aim'),
  role: fc.constantFrom('assessor', 'iqa'),
  standard: fc.constantFrom(cast.BAKING.id, cast.CARE.id),
  after,
})
const unit = fc.record({
  learner,
  level: fc.constant('unit'),
  role: fc.constantFrom('assessor', 'iqa'),
  standard: fc.constantFrom(cast.BAKING.id, cast.CARE.id),
  unit: fc.constantFrom(...cast.UNITS).map(one => one.id),
  after,
})

/** Any change, allowed or not, from now or from earlier. */
export const wish: fc.Arbitrary<Wish> = fc
  .tuple(fc.oneof(wide, beside, aim, unit), fc.option(effectiveFrom))
  .map(([one, from]) => (from === null ? one : { ...one, effectiveFrom: from }) as Wish)

/** Some changes, asked for together. */
export const wishes: fc.Arbitrary<Wish[]> = fc.array(wish, { minLength: 1, maxLength: 12 })
