import type { AccountKind } from '../../domain/account.ts'

/**
 * The people of the sample allocation sheet, so that a sync of that sheet has something to say: the sheet knows some by
 * key, some by address, and some by name alone.
 */
export const STORY_STAFF: readonly {
  kind: AccountKind
  firstName: string
  lastName: string
  email: string
  misId: string | null
}[] = [
  {
    kind: 'assessor',
    firstName: 'Isolde',
    lastName: 'Marrowby',
    email: 'isolde.marrowby@example.org',
    misId: 'FBW-S0101',
  },
  {
    kind: 'assessor',
    firstName: 'Tobias',
    lastName: 'Quillfeather',
    email: 't.quillfeather@example.org',
    misId: 'FBW-S0102',
  },
  {
    kind: 'assessor',
    firstName: 'Rhodri',
    lastName: 'ap Celyn',
    email: 'rhodri.apcelyn@example.org',
    misId: null,
  },
  {
    kind: 'iqa',
    firstName: 'Rhodri',
    lastName: 'ap Celyn',
    email: 'rhodri.apcelyn@example.org',
    misId: null,
  },
  {
    kind: 'iqa',
    firstName: 'Perpetua',
    lastName: 'Oakenshaw-Bligh',
    email: 'perpetua.ob@example.org',
    misId: 'FBW-Q0301',
  },
  {
    kind: 'trainee-assessor',
    firstName: 'Hesper',
    lastName: 'Nightjar',
    email: 'hesper.nightjar@example.org',
    misId: 'nightjar',
  },
  {
    kind: 'observer',
    firstName: 'Zephyrine',
    lastName: 'Lumb',
    email: 'z.lumb@example.org',
    misId: null,
  },
]

/** Standards by their number in the synthetic catalogue. */
const CARE = 1
const LEADING = 2
const ENGLISH = 4

export const STORY_LEARNERS = [
  {
    firstName: 'Orlagh',
    lastName: 'Wrenfold',
    email: 'orlagh.wrenfold@example.org',
    misId: 'P2526-0417-000101',
    uln: '9901001012',
    startOn: '2025-09-08',
    standards: [CARE, ENGLISH],
  },
  {
    firstName: 'Caspian',
    lastName: 'Thistlewane',
    email: 'c.thistlewane@example.com',
    misId: 'FBW-000102',
    uln: '9901001152',
    startOn: '2025-09-08',
    standards: [CARE],
  },
  {
    firstName: 'D’Shaun',
    lastName: 'Oyelaran-Smythe-Featherington',
    email: 'd.osf@example.org',
    misId: 'FBW-000110',
    uln: null,
    startOn: '2025-10-06',
    standards: [LEADING],
  },
] as const
