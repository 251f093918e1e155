import * as read from './cell.ts'
import { column } from './column.ts'
import { DATED, personColumns } from './person-columns.ts'
import { ROLE_WORDS } from './words.ts'

const { assessor: ASSESSOR, iqa: IQA, leadIqa: LEAD_IQA, employer: EMPLOYER, mentor: MENTOR } = ROLE_WORDS

const AIM = ['Aim', 'Aim #', 'Standard', 'Standard #', 'Learning Aim #', 'Programme #']

/** Each of some words after each of others: `Aim #` and `IQA, IV` give `Aim # IQA`, `Aim # IV`. */
function after(before: readonly string[], words: string): string {
  return before.flatMap(first => words.split(', ').map(word => `${first} ${word}`)).join(', ')
}

/** Columns about the people beside a learner. */
export const PEOPLE_COLUMNS = [
  // The person of a row with one assignment.
  ...personColumns('person', {
    words: 'Person, Staff, Staff Member, Member of Staff',
    is: 'the person to be assigned',
    more: 'Assign',
    except: 'Person Code',
    template: ['misId', 'who', 'email'],
    help: 'The name of the person to be assigned; "none" takes away whoever is there.',
  }),

  // Assessors.
  ...personColumns('assessor', {
    words: after(['Main', 'Default', 'Primary', 'Allocated', 'Assigned'], ASSESSOR),
    is: 'the learner’s main assessor',
    level: 'default',
    pieces: DATED,
    help: 'The learner’s main assessor; "none" leaves the learner without.',
  }),
  ...personColumns('assessor', {
    words: ASSESSOR,
    pieces: DATED,
    is: 'the assessor',
    more: 'MAIN_OFFICER_OFFFULLNAME, Case owner',
    odd: {
      misId: 'MAIN_OFFICER',
      email: 'MAIN_OFFICER_OFFEMAIL',
      given: 'MAIN_OFFICER_OFFFIRSTNAME',
      family: 'MAIN_OFFICER_OFFSURNAME',
    },
    help: 'The assessor: the main one, unless the sheet has a level or a column for each aim.',
  }),
  ...personColumns('aimAssessor', {
    words: after(AIM, ASSESSOR),
    pieces: DATED,
    is: 'the assessor of the aim with the same number',
  }),
  ...personColumns('unitAssessor', {
    words: after(['Unit', 'Unit #'], ASSESSOR),
    is: 'the assessor of the unit with the same number',
  }),
  column({
    name: 'Additional Assessors',
    also: `Additional Assessor, ${after(['Additional', 'Other', 'Second', 'Co'], ASSESSOR)}, ${ROLE_WORDS.skillsTutor}`,
    of: 'additionalAssessors',
    part: 'list',
    read: read.whoList,
    identifies: true,
    example: 'Hesper Nightjar; Tobias Quillfeather',
    help: 'More assessors, with semicolons between. They are added; "remove Hesper Nightjar" takes one away.',
  }),

  // IQAs.
  ...personColumns('iqa', {
    words: IQA,
    pieces: DATED,
    is: 'the IQA',
    help: 'The IQA: of the aim in the row, else an additional one.',
  }),
  ...personColumns('leadIqa', {
    words: LEAD_IQA,
    is: 'the lead IQA',
    help: 'The lead IQA: the IQA where the sheet has no other one, else an additional one.',
  }),
  ...personColumns('aimIqa', {
    words: after(AIM, IQA),
    pieces: DATED,
    is: 'the IQA of the aim with the same number',
  }),
  ...personColumns('unitIqa', {
    words: after(['Unit', 'Unit #'], IQA),
    is: 'the IQA of the unit with the same number',
  }),
  column({
    name: 'Additional IQAs',
    also: `Additional IQA, ${after(['Additional', 'Other', 'Second'], IQA)}, Other IQAs`,
    of: 'additionalIqas',
    part: 'list',
    read: read.whoList,
    identifies: true,
    example: 'Perpetua Oakenshaw-Bligh',
    help: 'More IQAs, with semicolons between.',
  }),

  // Employers and observers.
  ...personColumns('employer', {
    words: EMPLOYER,
    is: 'the person at the employer',
    more: 'Default Employer',
    odd: { onefileId: 'Default Employer ID' },
    except: 'Employer Name, Employer ID, Employer Ref, Employer Reference, Employer Ref No, Employer Code',
    help: 'The person at the employer who answers for the learner.',
  }),
  ...personColumns('mentor', {
    words: MENTOR,
    is: 'the learner’s mentor at work',
    help: 'The mentor at work: the person at the employer where the sheet has no other one, else an additional one.',
  }),
  column({
    name: 'Additional Employers',
    also: 'Additional Employer, Other Employers, Second Line Manager, Additional Line Manager',
    of: 'additionalEmployers',
    part: 'list',
    read: read.whoList,
    identifies: true,
    example: 'Jem McAlderwick',
    help: 'More people at employers, with semicolons between.',
  }),
  column({
    name: 'Observers',
    also: `Observer Names, Observer Name, ${ROLE_WORDS.observer}, Witnesses`,
    of: 'observers',
    part: 'list',
    read: read.whoList,
    identifies: true,
    example: 'Zephyrine Lumb',
    help: 'Observers, with semicolons between.',
  }),
  ...personColumns('observer', {
    words: 'Observer, Witness',
    is: 'the observer',
    pieces: ['misId', 'onefileId', 'email'],
  }),
] as const
