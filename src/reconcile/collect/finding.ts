import type { Finding } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { ProblemCode } from '../../domain/problem.ts'
import type { ReadCode } from '../../intake/statement/finding.ts'
import type { MatchCode } from '../match/match.ts'

/** Codes of what planning may tell. Stable: they may be added to, and never change their meaning. */
const PLAN_CODES = {
  'assesses-and-assures': 'One person would assess and quality-assure the same work.',
  'assignment-over': 'An assignment of a file ended before today and is not made.',
  'cannot-create': 'Somebody who may be created lacks what an account needs.',
  'competence-unkept': 'The target keeps no competences of staff.',
  'competences-contested': 'Rows add and take away the same competence of one person.',
  'classroom-unknown': 'The class that a file names is not known.',
  'default-employer-linked':
    'A default employer stays among the additional ones as long as they are the default.',
  'dates-out-of-order': 'The dates of a row cannot all be right, so that none of them is used.',
  'email-of-another': 'An address for a learner is that of somebody else’s account, so that it is not used.',
  'employer-contact':
    'Who is to be default employer is not certain: the new employer has no contact, or several.',
  'employer-elsewhere': 'An employer belongs to another placement than the learner.',
  'employer-to-come': 'A learner has another employer from a day that has not come.',
  'employers-several':
    'A learner has several employers from one day, so that the placement is left as it is.',
  'ends-before-start': 'An assignment ends before it begins.',
  'facts-disagree': 'Rows disagree about a fact of one person, so that it is left as it is.',
  'file-without-rows': 'A file has no row about anybody, so that nothing is concluded from it.',
  'holder-differs': 'Somebody else is in a place than the row believes.',
  'kept-apart': 'Somebody has said that a person is not to be beside a learner.',
  'implied-to-come': 'What follows from a source counts from a day that has not come.',
  'implied-unclear': 'A source contradicts itself or another row, so that nothing follows from it.',
  'iqa-without-aim': 'An IQA is named without an aim, and the learner has several.',
  'kind-not-spoken':
    'A file that is declared complete for a kind says nothing of that kind, so nothing is taken away.',
  'leaver-nobody': 'What a leaver holds cannot be shared out, for nobody may take it.',
  'leaver-planned': 'A leaver is planned already, for a later day than the list says.',
  'name-damaged': 'A name of the file was damaged on its way; the account keeps its own.',
  'name-guessed': 'A name of the file stands on a guess of its encoding; the account keeps its own.',
  'one-key-two-accounts': 'Rows give one MIS id or ULN to two accounts.',
  'organisation-missing': 'Several organisations are seen, and nothing says about which a row is.',
  'organisation-unknown': 'A row is about an organisation that is not seen.',
  'placement-unknown': 'The placement that a file names is not known.',
  'read-short': 'The target could not be read whole, so nothing is taken away and nobody created.',
  'removals-refused':
    'Removals that follow from absence are refused, for the source cannot be trusted to be whole.',
  'removals-wait': 'Removals are over a limit and wait for an approval.',
  'row-held': 'A row could not be read and is held.',
  'slot-contested': 'Rows ask for different people in one place.',
  'staff-leaving': 'Somebody of the staff leaves, as a file says; learners who are still theirs are counted.',
  'standard-several': 'The words for a standard fit several.',
  'standard-unknown': 'The words for a standard or aim fit none that the organisation has.',
  'template-levels': 'A framework template has several standards, so that nobody can be placed at "it".',
  trainee: 'A trainee assessor would stand as assessor.',
  'two-rows-one-account': 'Two rows that tell of two people fit one account.',
  'uln-held-invalid': 'The ULN that an account has is not valid.',
  'unit-several': 'The words for a unit fit several, or the learner has it under several standards.',
  'unit-unknown': 'The words for a unit fit none that the organisation has.',
} as const satisfies Record<string, string>

export type PlanCode = keyof typeof PLAN_CODES

/** Something that a plan has to tell. */
export interface PlanFinding extends Omit<Finding, 'candidates'> {
  code: PlanCode | MatchCode | ReadCode | ProblemCode
  candidates?: readonly Id[]
}
