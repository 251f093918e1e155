import { certain } from './certain.ts'
import type { Id } from './id.ts'

/** Somebody who may take over learners. */
export interface Taker {
  person: Id
  /** How many learners the person should have; nothing where nobody has said. */
  target: number | null
  /** Learners the person has already. */
  learners: readonly SharedLearner[]
  /** Standards that the person may assess or assure; nothing where nobody has said. */
  competences: ReadonlySet<Id> | null
}

/** A learner as far as it bears on who takes over. */
export interface SharedLearner {
  learner: Id
  /** Standards of what is handed over. */
  standards: readonly Id[]
  placement: Id | null
  classroom: Id | null
  employer: Id | null
  /** Who must not take over, for they stand on the other side: the assessor of an IQA's learner, or the other way round. */
  opposite: readonly Id[]
  /** Who is kept apart from the learner, whatever the rules. */
  apart?: readonly Id[]
}

/**
 * What is minded beside an even balance. `competence` and `independent` are conditions; the others are preferences among
 * those who are as good for the balance.
 */
export interface ShareRules {
  /** Only those who may assess every standard that is handed over. */
  competence: boolean
  /** Nobody on both sides of one learner's assessment. */
  independent: boolean
  /** Rather those who go to the same workplace already. */
  placement: boolean
  /** Rather those who have learners of the same class. */
  classroom: boolean
  /** Learners of one employer stay together. */
  employer: boolean
}

/** The rules that somebody has asked for; the others are off. */
export type SaidRules = { readonly [Rule in keyof ShareRules]?: boolean | undefined }

/** Why somebody was chosen for a learner. */
export interface ShareReason {
  code: 'under-target' | 'fewest' | 'competent' | 'same-employer' | 'same-placement' | 'same-class'
  /** Learners whom the person has of the same employer, workplace or class; or whom the person had when chosen. */
  count?: number
}

/** A learner with who takes over, and why. */
export interface Shared {
  learner: Id
  to: Id
  because: readonly ShareReason[]
}

/** A learner whom nobody can take, and which condition nobody meets. */
export interface NotShared {
  learner: Id
  code: 'nobody-competent' | 'nobody-independent' | 'nobody-named' | 'nobody-but-apart'
}

/** Who takes over whom, and who finds nobody, in the order of the learners. */
interface Sharing {
  shared: readonly Shared[]
  notShared: readonly NotShared[]
}

/**
 * Shares learners out over people, each learner whole. The conditions hold for each; under them the balance is the best
 * there is: nobody could give a learner, directly or along a chain, to somebody who is more than one below. Balance is
 * counted from the target; who has none counts as having the mean of the others' targets. The same input gives the same sharing.
 */
export function share(
  learners: readonly SharedLearner[],
  takers: readonly Taker[],
  rules: ShareRules,
): Sharing {
  const board = new Board(takers, rules)
  const notShared: NotShared[] = []
  const takeable: SharedLearner[] = []
  for (const one of learners) {
    const against = board.whyNobody(one)
    if (against) notShared.push({ learner: one.learner, code: against })
    else takeable.push(one)
  }
  for (const group of groupsOf(takeable, rules)) board.place(group)
  board.balance()
  board.exchange()
  return { shared: takeable.map(one => board.explain(one)), notShared }
}

/** Learners of one employer together, large groups first; the others by themselves. */
function groupsOf(learners: readonly SharedLearner[], { employer }: ShareRules): SharedLearner[][] {
  if (!employer) return learners.map(one => [one])
  const groups = Map.groupBy(learners, one => (one.employer === null ? `alone ${one.learner}` : one.employer))
  return [...groups.values()].sort((a, b) => b.length - a.length)
}

/** Where everybody stands while learners are shared out. */
class Board {
  readonly #takers: readonly Taker[]
  readonly #rules: ShareRules
  /** Learners above the target, below zero for those who are under it. */
  readonly #loads: number[]
  readonly #targets: readonly number[]
  /** What was given to each. */
  readonly #given: SharedLearner[][]
  readonly #near: readonly Neighbours[]
  readonly #fits = new Map<Id, readonly boolean[]>()
  readonly #holders = new Map<Id, number>()

  constructor(takers: readonly Taker[], rules: ShareRules) {
    this.#takers = takers
    this.#rules = rules
    const said = takers.flatMap(({ target }) => (target ? [target] : []))
    const mean = said.length === 0 ? 0 : Math.round(said.reduce((sum, one) => sum + one, 0) / said.length)
    this.#targets = takers.map(({ target }) => target || mean)
    this.#loads = takers.map(({ learners }, at) => learners.length - certain(this.#targets[at]))
    this.#given = takers.map(() => [])
    this.#near = takers.map(({ learners }) => new Neighbours(learners))
  }

  /** Why nobody may take this learner. */
  whyNobody(learner: SharedLearner): NotShared['code'] | undefined {
    if (this.#fitsOf(learner).includes(true)) return undefined
    if (this.#takers.length === 0) return 'nobody-named'
    const competent = this.#takers.some(taker => this.#isCompetent(taker, learner))
    if (!competent) return 'nobody-competent'
    const isApart = ({ person }: Taker) => learner.apart?.includes(person) === true
    const others = this.#takers.filter(taker => this.#isCompetent(taker, learner) && !isApart(taker))
    return others.length === 0 ? 'nobody-but-apart' : 'nobody-independent'
  }

  /** Gives a group to whoever may take all of it and has the most room; where nobody may, each by itself. */
  place(group: readonly SharedLearner[]): void {
    const able = this.#all().filter(at => group.every(one => this.#mayTake(at, one)))
    if (able.length === 0) {
      for (const one of group) this.place([one])
      return
    }
    const at = able.reduce((best, next) => (this.#isBetter(next, best, group) ? next : best))
    for (const one of group) this.#give(at, one)
  }

  /** Moves learners along chains of people until nobody is two or more above somebody who could be reached. */
  balance(): void {
    const counts = this.#all().map(from => this.#all().map(to => this.#movable(from, to).length))
    for (;;) {
      const chain = this.#improvingChain(counts)
      if (!chain) return
      for (let at = chain.length - 2; at >= 0; at -= 1) {
        this.#move(certain(chain[at]), certain(chain[at + 1]), counts)
      }
    }
  }

  /** Exchanges learners two by two where both come to people who suit them better. */
  exchange(): void {
    const { placement, classroom, employer } = this.#rules
    if (!placement && !classroom && !employer) return
    for (let round = 0; round < 3; round += 1) {
      let better = false
      for (const a of this.#all())
        for (const b of this.#all()) if (a < b) better = this.#exchangeAny(a, b) || better
      if (!better) return
    }
  }

  explain(one: SharedLearner): Shared {
    const at = certain(this.#holders.get(one.learner))
    const taker = certain(this.#takers[at])
    const others = this.#others(at, one)
    const reasons: ShareReason[] = [this.#loadReason(at, taker)]
    if (this.#rules.competence && one.standards.length > 0) reasons.push({ code: 'competent' })
    if (this.#rules.employer) reasons.push(...counted('same-employer', others.employer))
    if (this.#rules.placement) reasons.push(...counted('same-placement', others.placement))
    if (this.#rules.classroom) reasons.push(...counted('same-class', others.classroom))
    return { learner: one.learner, to: taker.person, because: reasons }
  }

  #loadReason(at: number, { learners, target }: Taker): ShareReason {
    const under = Boolean(target) && learners.length < certain(this.#targets[at])
    return { code: under ? 'under-target' : 'fewest', count: learners.length }
  }

  #all(): number[] {
    return this.#takers.map((_, at) => at)
  }

  #isCompetent({ competences }: Taker, { standards }: SharedLearner): boolean {
    if (!this.#rules.competence || standards.length === 0) return true
    return competences !== null && standards.every(one => competences.has(one))
  }

  #fitsOf(learner: SharedLearner): readonly boolean[] {
    const known = this.#fits.get(learner.learner)
    if (known) return known
    const isOpposite = (person: Id) => this.#rules.independent && learner.opposite.includes(person)
    const isApart = (person: Id) => learner.apart?.includes(person) === true
    const fits = this.#takers.map(
      taker => !isOpposite(taker.person) && !isApart(taker.person) && this.#isCompetent(taker, learner),
    )
    this.#fits.set(learner.learner, fits)
    return fits
  }

  #mayTake(at: number, learner: SharedLearner): boolean {
    return this.#fitsOf(learner)[at] === true
  }

  /** More room first; among those with as much, whoever suits better; else whoever was named first. */
  #isBetter(a: number, b: number, group: readonly SharedLearner[]): boolean {
    const room = certain(this.#loads[b]) - certain(this.#loads[a])
    if (room !== 0) return room > 0
    const suits = (at: number) => group.reduce((sum, one) => sum + this.#suits(at, one), 0)
    return suits(a) > suits(b)
  }

  /** How well a learner suits somebody, by the preferences alone. */
  #suits(at: number, one: SharedLearner): number {
    const others = this.#others(at, one)
    const { employer, placement, classroom } = this.#rules
    return (
      (employer && others.employer > 0 ? 4 : 0) +
      (placement && others.placement > 0 ? 2 : 0) +
      (classroom && others.classroom > 0 ? 1 : 0)
    )
  }

  /** Others whom somebody has of a learner's employer, workplace and class. */
  #others(at: number, one: SharedLearner): Near {
    return certain(this.#near[at]).beside(one, this.#holders.get(one.learner) === at ? 1 : 0)
  }

  #give(at: number, one: SharedLearner): void {
    certain(this.#given[at]).push(one)
    this.#holders.set(one.learner, at)
    certain(this.#near[at]).add(one, 1)
    this.#loads[at] = certain(this.#loads[at]) + 1
  }

  #take(at: number, one: SharedLearner): void {
    const given = certain(this.#given[at])
    given.splice(given.indexOf(one), 1)
    this.#holders.delete(one.learner)
    certain(this.#near[at]).add(one, -1)
    this.#loads[at] = certain(this.#loads[at]) - 1
  }

  #movable(from: number, to: number): SharedLearner[] {
    return from === to ? [] : certain(this.#given[from]).filter(one => this.#mayTake(to, one))
  }

  /** Moves the learner who loses least by it, and keeps count of who could be moved where. */
  #move(from: number, to: number, counts: number[][]): void {
    const loss = (one: SharedLearner) => this.#suits(from, one) - this.#suits(to, one)
    const one = this.#movable(from, to).reduce((best, next) => (loss(next) < loss(best) ? next : best))
    this.#take(from, one)
    this.#give(to, one)
    for (const other of this.#all()) {
      if (!this.#mayTake(other, one)) continue
      const [before, after] = [certain(counts[from]), certain(counts[to])]
      if (other !== from) before[other] = certain(before[other]) - 1
      if (other !== to) after[other] = certain(after[other]) + 1
    }
  }

  /** From somebody with much, person by person, to somebody with at least two less; the shortest such chain. */
  #improvingChain(counts: readonly (readonly number[])[]): number[] | undefined {
    const byLoad = this.#all().sort((a, b) => certain(this.#loads[b]) - certain(this.#loads[a]) || a - b)
    for (const start of byLoad) {
      const came = new Map<number, number>([[start, start]])
      const queue = [start]
      for (const at of queue) {
        if (certain(this.#loads[at]) <= certain(this.#loads[start]) - 2) return chainTo(at, came)
        for (const next of this.#all()) {
          if (came.has(next) || !certain(counts[at])[next]) continue
          came.set(next, at)
          queue.push(next)
        }
      }
    }
    return undefined
  }

  #exchangeAny(a: number, b: number): boolean {
    let better = false
    for (const one of [...certain(this.#given[a])]) {
      if (!this.#mayTake(b, one)) continue
      const gain = this.#suits(b, one) - this.#suits(a, one)
      if (gain <= 0) continue
      const other = certain(this.#given[b]).find(
        two => this.#mayTake(a, two) && this.#suits(a, two) - this.#suits(b, two) + gain > 0,
      )
      if (!other) continue
      this.#take(a, one)
      this.#take(b, other)
      this.#give(b, one)
      this.#give(a, other)
      better = true
    }
    return better
  }
}

function chainTo(end: number, came: ReadonlyMap<number, number>): number[] {
  const chain = [end]
  for (let at = end; came.get(at) !== at; ) {
    at = certain(came.get(at))
    chain.unshift(at)
  }
  return chain
}

function counted(code: ShareReason['code'], count: number): ShareReason[] {
  return count > 0 ? [{ code, count }] : []
}

/** How many learners there are of one employer, workplace and class. */
interface Near {
  employer: number
  placement: number
  classroom: number
}

/** How many of somebody's learners are at each employer, workplace and class. */
class Neighbours {
  readonly #employers = new Map<Id | null, number>()
  readonly #placements = new Map<Id | null, number>()
  readonly #classrooms = new Map<Id | null, number>()

  constructor(learners: readonly SharedLearner[]) {
    for (const one of learners) this.add(one, 1)
  }

  add({ employer, placement, classroom }: SharedLearner, by: 1 | -1): void {
    count(this.#employers, employer, by)
    count(this.#placements, placement, by)
    count(this.#classrooms, classroom, by)
  }

  /** Those who are where a learner is; `self` where the learner is counted among them. */
  beside({ employer, placement, classroom }: SharedLearner, self: 0 | 1): Near {
    return {
      employer: employer === null ? 0 : (this.#employers.get(employer) ?? 0) - self,
      placement: placement === null ? 0 : (this.#placements.get(placement) ?? 0) - self,
      classroom: classroom === null ? 0 : (this.#classrooms.get(classroom) ?? 0) - self,
    }
  }
}

function count(counts: Map<Id | null, number>, key: Id | null, by: 1 | -1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}
