import { IMPORT_STATES, PLAN_VERDICTS } from '../../domain/import.ts'
import { PROBLEM_KINDS } from '../../domain/next-step.ts'
import {
  bytes,
  type Codec,
  date,
  id,
  integer,
  jsonObject,
  moment,
  named,
  nullable,
  text,
  truth,
  word,
} from '../codec.ts'
import { answersNothing, answersObject, caseload } from '../endpoint.ts'
import { type Fields, object, optional, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { kind, many, nextStep, runState, several } from './words.ts'

const GROUP = 'Imports'

/** Characters of a mapping, as JSON. */
const LONGEST_MAPPING = 200_000

/** Bytes of one file, and of a piece of it. */
const LARGEST_FILE = 100_000_000
const LARGEST_PIECE = 4_000_000

const count = integer(0, Number.MAX_SAFE_INTEGER)
const fileName = text(255, { least: 1 })
const params = { import: required('import', id, 'The import.') }
const hash = text(64, { least: 6 })
const sentence = text(20_000)

const WHAT_IT_DOES =
  'The server reads, plans and applies by itself, with the same rules, limits and words as the command line (docs/sync.md), and as whoever asked: it may do no more than they may.'

function part<F extends Fields>(name: string, fields: F, about: string) {
  return named(name, object(fields), about)
}

const importFile = part(
  'ImportFile',
  {
    name: required('name', fileName, 'Its name.'),
    size: required('size', count, 'Its length in bytes.'),
    received: required('received', count, 'How many bytes of it have come.'),
  },
  'A file of an import.',
)

const importPlan = part(
  'ImportPlan',
  {
    hash: required('hash', hash, 'Its name: the same changes have the same one.'),
    verdict: required('verdict', word(PLAN_VERDICTS), 'What it comes to as a whole.'),
    added: required('added', count, 'Changes that add.'),
    changed: required('changed', count, 'Changes that put something else in place.'),
    removed: required('removed', count, 'Changes that take away.'),
    rows: required(
      'rows',
      part(
        'ImportRows',
        {
          in: required('in', count, 'Rows about somebody.'),
          planned: required('planned', count, 'Rows that ask for a change.'),
          unchanged: required('unchanged', count, 'Rows that say what is so already.'),
          held: required('held', count, 'Rows that cannot be carried out.'),
        },
        'What became of the rows; each is in exactly one of the last three.',
      ),
      'What became of the rows.',
    ),
    waits: required('waits', count, 'Removals that wait for an approval.'),
    refusedRemovals: required(
      'refusedRemovals',
      count,
      'Removals that were refused, since a file or a list was not whole.',
    ),
    questions: required('questions', count, 'People to confirm.'),
    centreMissing: required(
      'centreMissing',
      truth,
      'Whether rows are held since nothing says which organisation they are about.',
    ),
  },
  'A plan in numbers.',
)

const importRun = part(
  'ImportRun',
  {
    run: required('run', nullable(text(100)), 'Its name; null where there was nothing to carry out.'),
    by: required('by', text(200), 'Who carried it out.'),
    at: required('at', moment, 'When it ended.'),
    done: required('done', count, 'Changes that were made.'),
    alreadySo: required('alreadySo', count, 'Changes that somebody else had made already.'),
    movedOn: required('movedOn', count, 'Changes that do not fit any more.'),
    refused: required('refused', count, 'Changes that were refused.'),
    notTried: required('notTried', count, 'Changes that were not tried.'),
    whole: required('whole', truth, 'Whether nothing of it is left to try.'),
    serverRuns: optional(
      'serverRuns',
      many(id),
      'The runs of this server in which it changed assignments; older ones do not say.',
    ),
  },
  'A run of the sync in numbers.',
)

const mappingKeys = jsonObject(LONGEST_MAPPING)

const importFields = {
  id: required('id', id, 'The import.'),
  state: required('state', word(IMPORT_STATES), 'How far it is.'),
  by: required('by', text(200), 'Who brought it.'),
  createdAt: required('createdAt', moment, 'When it was brought.'),
  expiresAt: required('expiresAt', moment, 'When it is deleted, if nobody does anything with it.'),
  files: required('files', many(importFile), 'Its files; none where it is about a plan that was kept.'),
  mapping: required(
    'mapping',
    part(
      'ImportMapping',
      {
        name: required(
          'name',
          nullable(text(100)),
          'What it is kept by; null where it is kept for this import.',
        ),
        keys: required('keys', mappingKeys, 'Its keys (docs/mapping.md).'),
      },
      'What is said about how the files are to be read.',
    ),
    'What is said about how the files are to be read.',
  ),
  applies: required('applies', truth, 'Whether it is applied as soon as it is planned, as by night.'),
  progress: required(
    'progress',
    nullable(
      part(
        'ImportProgress',
        { done: required('done', count, 'Changes so far.'), total: required('total', count, 'All of them.') },
        'How far a job is.',
      ),
    ),
    'How far applying is; null where nothing is under way.',
  ),
  problem: required('problem', nullable(sentence), 'Why the last job came to nothing, and what to do.'),
  plan: required('plan', nullable(importPlan), 'The plan; null where there is none yet.'),
  answered: required('answered', count, 'Questions that are answered, and settled when it is planned again.'),
  approvedBy: required('approvedBy', nullable(text(200)), 'Who has approved the removals of the plan.'),
  applied: required('applied', nullable(importRun), 'What came of applying it.'),
  undone: required('undone', nullable(importRun), 'What came of taking it back.'),
}

const oneImport = part('Import', importFields, 'Files that somebody has brought, and how far they are.')
const answersImport = { kind: 'object', status: 200, codec: oneImport, about: 'The import.' } as const
const refusals = ['import-unknown', 'import-not-now'] as const

const column = part(
  'ImportColumn',
  {
    column: required('column', text(300), 'Its letters, or its key in JSON.'),
    header: required('header', sentence, 'As it is written.'),
    use: required(
      'use',
      word(['read', 'skill', 'ignored', 'hidden', 'unsure', 'unknown']),
      'What is done with it.',
    ),
    meaning: optional('meaning', sentence, 'Which column of ours it is taken for.'),
    note: optional('note', sentence, 'Why nothing is read from it, and what to do.'),
  },
  'What a column is taken for.',
)

const topLine = part(
  'ImportLine',
  {
    row: required('row', count, 'Its row.'),
    cells: required('cells', many(sentence), 'Its first cells, each cut to 60 characters.'),
  },
  'A line of a sheet.',
)

const sheet = part(
  'ImportSheet',
  {
    file: required('file', sentence, 'The file.'),
    kind: required('kind', text(50), 'What kind of file it is.'),
    name: optional('name', sentence, 'The name of the sheet; files of text have none.'),
    isRead: required('isRead', truth, 'Whether it is read.'),
    why: optional('why', sentence, 'Why it is not read.'),
    headerRow: optional('headerRow', count, 'The row of the column names.'),
    rows: required('rows', count, 'Rows below them.'),
    columns: required('columns', many(column), 'Its columns.'),
    top: required(
      'top',
      many(topLine),
      'Its first lines that are not blank, to choose the one with the column names from; none where they cannot be elsewhere.',
    ),
    headings: required('headings', many(sentence), 'Labels of values that stand over rows.'),
  },
  'What a sheet is taken for.',
)

const who = part(
  'ImportPerson',
  {
    id: required(
      'id',
      integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      'The account; below zero where the plan makes it.',
    ),
    name: required('name', sentence, 'What the person is called.'),
    reference: required('reference', nullable(sentence), 'The reference in the MIS.'),
    kind: required('kind', nullable(kind), 'What the account is.'),
  },
  'Somebody whom a plan is about.',
)

const plannedChange = part(
  'ImportChange',
  {
    does: required('does', word(['added', 'changed', 'removed']), 'Whether it adds, changes or takes away.'),
    sentence: required('sentence', sentence, 'What it does.'),
    rows: required('rows', sentence, 'The rows that ask for it.'),
    waits: required('waits', truth, 'Whether it waits for an approval.'),
    forGood: required('forGood', truth, 'Whether nothing takes it back.'),
  },
  'A planned change.',
)

const planBlock = part(
  'ImportBlock',
  {
    organisation: required('organisation', id, 'The organisation.'),
    organisationName: required('organisationName', sentence, 'Its name.'),
    person: required('person', who, 'The learner, or whose account it is.'),
    changes: required('changes', many(plannedChange), 'What would change of them.'),
  },
  'What a plan changes of one person.',
)

const NOTE_SECTIONS = ['read', 'note', 'held', 'answer'] as const

const note = part(
  'ImportNote',
  {
    section: required(
      'section',
      word(NOTE_SECTIONS),
      'What reading found; what somebody should know; what is held; which answer could not stand.',
    ),
    code: required('code', text(100), 'Stable code.'),
    sentence: required('sentence', sentence, 'What was found, and what to do.'),
    rows: required('rows', sentence, 'Where.'),
  },
  'Something to tell about an import.',
)

const TRAITS = ['name', 'reference', 'ULN', 'date of birth', 'e-mail address', 'account number'] as const

const trait = part(
  'ImportTrait',
  {
    trait: required('trait', word(TRAITS), 'What is compared.'),
    row: required('row', nullable(sentence), 'What the row says.'),
    account: required('account', nullable(sentence), 'What the account has.'),
    speaks: required('speaks', word(['for', 'against', 'neither']), 'What it says for this account.'),
  },
  'One trait of a row beside that of an account.',
)

const suggestion = part(
  'ImportSuggestion',
  {
    account: required('account', integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), 'The account.'),
    name: required('name', sentence, 'What the person is called.'),
    kind: required('kind', nullable(kind), 'What the account is.'),
    organisation: required('organisation', nullable(sentence), 'Where it is.'),
    archived: required('archived', truth, 'Whether it is archived.'),
    why: required('why', sentence, 'Why it is suggested.'),
    strong: required('strong', truth, 'Whether nothing speaks against it, and nobody fits as well.'),
    traits: required('traits', many(trait), 'What speaks for it and against it.'),
  },
  'An account that may be meant.',
)

const ANSWERS = ['link', 'reject', 'hold'] as const

const answerFields = {
  answer: required(
    'answer',
    word(ANSWERS),
    'That it is this account, that it is none of the suggestions, or that it is put off.',
  ),
  account: optional('account', id, 'With "link": the account.'),
  until: optional('until', date, 'With "hold": the last day on which it is not asked.'),
  reason: optional('reason', text(500, { least: 1 }), 'With "hold": why.'),
}

const question = part(
  'ImportQuestion',
  {
    number: required('number', count, 'Its number in this plan.'),
    sentence: required('sentence', sentence, 'Why it is asked.'),
    code: required('code', text(100), 'Stable code.'),
    named: required('named', sentence, 'Whom the rows name, by all that they give.'),
    neededAs: required('neededAs', text(100), 'What the account must be.'),
    rows: required('rows', sentence, 'The rows that wait for it.'),
    traits: required('traits', many(trait), 'What the rows say.'),
    suggestions: required(
      'suggestions',
      many(suggestion),
      'Accounts that may be meant, the likeliest first.',
    ),
    answer: required(
      'answer',
      nullable(part('ImportAnswerKept', answerFields, 'An answer.')),
      'What was answered; it is settled when the import is planned again.',
    ),
  },
  'Somebody whom rows name without its being certain who is meant.',
)

const OUTCOMES = ['done', 'already-so', 'moved-on', 'refused', 'not-tried'] as const

const outcome = part(
  'ImportOutcome',
  {
    person: required('person', sentence, 'The learner, or whose account it is.'),
    sentence: required('sentence', sentence, 'What was to be done.'),
    rows: required('rows', sentence, 'The rows that asked for it.'),
    outcome: required('outcome', word(OUTCOMES), 'What became of it.'),
    why: required('why', nullable(sentence), 'Why it was not done, and what to do.'),
  },
  'What became of one change.',
)

/** A page of lines of an import. */
function linesCall<T>(
  path: string,
  { name, codec, summary, about }: { name: string; codec: Codec<T>; summary: string; about: string },
) {
  return caseload({
    method: 'GET',
    path: `/imports/{import}/${path}`,
    group: GROUP,
    summary,
    access: 'read',
    params,
    query: paging,
    reply: answersObject(name, { lines: required('lines', many(codec), about), next }, about),
    problems: ['import-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { import: 1, limit: 50 } },
  })
}

const syncRun = part(
  'SyncRun',
  {
    run: required('run', text(100), 'Its name.'),
    plan: required('plan', text(100), 'The hash of what it applied.'),
    by: required('by', text(200), 'Who carried it out.'),
    at: required('at', moment, 'When it began.'),
    sources: required('sources', many(sentence), 'The files.'),
    undoes: required('undoes', nullable(text(100)), 'The run that it takes back.'),
    undone: required('undone', truth, 'Whether it was taken back.'),
    state: required('state', runState, 'How it stands.'),
    problems: required('problems', count, 'How much it left undone.'),
    next: required(
      'next',
      many(nextStep),
      'Whose steps are next; none where nothing is left, or where a later run of the same files tells.',
    ),
    serverRuns: required(
      'serverRuns',
      many(id),
      'The runs of the history in which its changes were made; GET /runs/{id} gives each.',
    ),
    ended: required('ended', nullable(importRun), 'How it ended; null where it was cut off or goes on.'),
  },
  'A run of the sync.',
)

const syncProblem = part(
  'SyncProblem',
  {
    problem: required('problem', word(PROBLEM_KINDS), 'What kind it is.'),
    person: required('person', sentence, 'Whom it is about; empty where the rows say it.'),
    change: required('change', sentence, 'What was to be done; empty where a row could not be planned.'),
    sentence: required('sentence', sentence, 'Why it was not done.'),
    rows: required('rows', sentence, 'Where it stands in the files.'),
    fix: required('fix', sentence, 'What mends it.'),
    next: required('next', nextStep, 'Whose step that is.'),
  },
  'One thing that a run of the sync has left undone.',
)

const runParams = { run: required('run', text(100, { least: 1 }), 'The run of the sync, such as run-3.') }

export const imports = {
  listImports: caseload({
    method: 'GET',
    path: '/imports',
    group: GROUP,
    summary: 'Imports, the newest first',
    about: 'Whoever is limited to some organisations sees those that are limited to no more than these.',
    access: 'read',
    query: paging,
    reply: answersObject(
      'ImportsPage',
      { imports: required('imports', many(oneImport), 'The imports.'), next },
      'A page of imports.',
    ),
    problems: ['cursor-invalid'],
    repeatable: true,
    example: { input: { limit: 50 } },
  }),

  createImport: caseload({
    method: 'POST',
    path: '/imports',
    group: GROUP,
    summary: 'Begin an import',
    about: `Of files, which are sent piece by piece then, or of a plan that was kept. ${WHAT_IT_DOES}`,
    access: 'assign',
    body: {
      files: optional(
        'files',
        several(
          part(
            'ImportFileNew',
            {
              name: required('name', fileName, 'Its name.'),
              size: required('size', integer(1, LARGEST_FILE), 'Its length in bytes.'),
            },
            'A file that is to come.',
          ),
          20,
        ),
        'The files, at most 20.',
      ),
      plan: optional('plan', hash, 'Or the beginning of the hash of a plan that was kept.'),
      mapping: optional('mapping', text(100, { least: 1 }), 'The name of a mapping that was kept.'),
    },
    reply: { ...answersImport, status: 201 },
    problems: ['field-missing', 'import-too-large', 'mapping-unknown', 'plan-unknown'],
    repeatable: false,
    example: { input: { files: [{ name: 'allocations.csv', size: 24 }] } },
  }),

  readImport: caseload({
    method: 'GET',
    path: '/imports/{import}',
    group: GROUP,
    summary: 'One import',
    access: 'read',
    params,
    reply: answersImport,
    problems: ['import-unknown'],
    repeatable: true,
    example: { input: { import: 1 } },
  }),

  deleteImport: caseload({
    method: 'DELETE',
    path: '/imports/{import}',
    group: GROUP,
    summary: 'Delete an import with its files',
    about: 'What it has changed stays; so does what the sync remembers of it.',
    access: 'assign',
    params,
    reply: answersNothing('It is gone.'),
    problems: refusals,
    repeatable: false,
    example: { input: { import: 1 } },
  }),

  addImportPiece: caseload({
    method: 'POST',
    path: '/imports/{import}/pieces',
    group: GROUP,
    summary: 'Send a piece of a file',
    about: `Pieces come in their order, of at most ${LARGEST_PIECE} bytes each. A piece that has come already is taken as it is, so that it may be sent again where a reply was lost.`,
    access: 'assign',
    params,
    body: {
      file: required('file', integer(0, 19), 'Which file, from 0.'),
      at: required(
        'at',
        integer(0, LARGEST_FILE),
        'Where it begins, in bytes: what has come of the file so far.',
      ),
      content: required('content', bytes(LARGEST_PIECE), 'The bytes, as base64.'),
    },
    reply: answersObject(
      'ImportPiece',
      { received: required('received', count, 'How many bytes of the file have come.') },
      'The piece is kept.',
    ),
    problems: refusals,
    repeatable: true,
    bulk: true,
    example: { input: { import: 1, file: 0, at: 0, content: 'TGVhcm5lciBSZWYsUm9sZQoxLEFzc2Vzc29y' } },
  }),

  planImport: caseload({
    method: 'POST',
    path: '/imports/{import}/plan',
    group: GROUP,
    summary: 'Read the files and plan',
    about:
      'Settles the answers that were given first. Changes nothing but what the sync remembers, unless it is to be applied at once.',
    access: 'assign',
    params,
    body: {
      apply: optional(
        'apply',
        truth,
        'Carries the plan out as soon as it is made, without anybody looking; removals over a limit wait all the same.',
      ),
    },
    reply: answersImport,
    problems: refusals,
    repeatable: false,
    example: { input: { import: 1 } },
  }),

  setImportMapping: caseload({
    method: 'PUT',
    path: '/imports/{import}/mapping',
    group: GROUP,
    summary: 'Say how the files are to be read, and plan',
    access: 'assign',
    params,
    body: {
      keys: required('keys', mappingKeys, 'The keys of a mapping (docs/mapping.md).'),
      name: optional(
        'name',
        text(100, { least: 1 }),
        'A name to keep it by, for the next time; what was kept by it is replaced.',
      ),
    },
    reply: answersImport,
    problems: refusals,
    repeatable: false,
    example: { input: { import: 1, keys: { columns: { Tutor: 'Assessor' } }, name: 'allocations' } },
  }),

  listMappings: caseload({
    method: 'GET',
    path: '/mappings',
    group: GROUP,
    summary: 'Mappings that were kept',
    access: 'read',
    reply: answersObject(
      'Mappings',
      {
        mappings: required(
          'mappings',
          many(
            part(
              'Mapping',
              {
                name: required('name', text(100), 'Its name.'),
                keys: required('keys', mappingKeys, 'Its keys.'),
                by: required('by', text(200), 'Who kept it last.'),
                at: required('at', moment, 'When.'),
              },
              'What is said about how files are to be read.',
            ),
          ),
          'The mappings, by name.',
        ),
      },
      'The mappings.',
    ),
    problems: [],
    repeatable: true,
    example: { input: {}, answer: { mappings: [] } },
  }),

  listImportSheets: linesCall('sheets', {
    name: 'ImportSheetsPage',
    codec: sheet,
    summary: 'What the sheets and columns are taken for',
    about: 'The sheets.',
  }),

  listImportChanges: linesCall('changes', {
    name: 'ImportChangesPage',
    codec: planBlock,
    summary: 'What would change, by organisation and person',
    about: 'The people whom the plan is about.',
  }),

  listImportNotes: linesCall('notes', {
    name: 'ImportNotesPage',
    codec: note,
    summary: 'What was found, and what is held',
    about: 'The notes.',
  }),

  listImportQuestions: linesCall('questions', {
    name: 'ImportQuestionsPage',
    codec: question,
    summary: 'People to confirm',
    about: 'The questions.',
  }),

  listImportOutcomes: linesCall('outcomes', {
    name: 'ImportOutcomesPage',
    codec: outcome,
    summary: 'What became of each change',
    about: 'The outcomes, those first that were not done.',
  }),

  answerImport: caseload({
    method: 'POST',
    path: '/imports/{import}/answers',
    group: GROUP,
    summary: 'Answer questions',
    about:
      'Answers are kept at once, and settled when the import is planned again; one that cannot stand is told then.',
    access: 'assign',
    params,
    body: {
      answers: optional(
        'answers',
        several(
          part(
            'ImportAnswer',
            { number: required('number', count, 'The number of the question.'), ...answerFields },
            'An answer to a question.',
          ),
        ),
        'Answers by the number of the question; a later one replaces an earlier one.',
      ),
      strong: optional('strong', truth, 'Takes every strong suggestion that is not answered yet.'),
    },
    reply: answersImport,
    problems: refusals,
    repeatable: true,
    example: { input: { import: 1, answers: [{ number: 1, answer: 'reject' }] } },
  }),

  applyImport: caseload({
    method: 'POST',
    path: '/imports/{import}/apply',
    group: GROUP,
    summary: 'Carry out the plan',
    about:
      'Removals that wait go along where they are approved; the approval is in the name of whoever calls. What was stopped goes on where it was, and does nothing twice.',
    access: 'assign',
    params,
    body: {
      plan: required('plan', hash, 'The hash of the plan that was looked at.'),
      approveRemovals: optional('approveRemovals', truth, 'Approves the removals of this plan that wait.'),
    },
    reply: answersImport,
    problems: [...refusals, 'preview-stale'],
    repeatable: false,
    example: { input: { import: 1, plan: 'c0ffee' } },
  }),

  undoImport: caseload({
    method: 'POST',
    path: '/imports/{import}/undo',
    group: GROUP,
    summary: 'Take back what an import has changed',
    about:
      'Everybody goes back to where they were; what has changed since is left alone and told. People, aims and units that were made stay.',
    access: 'assign',
    params,
    reply: answersImport,
    problems: refusals,
    repeatable: false,
    example: { input: { import: 1 } },
  }),

  readImportDocument: caseload({
    method: 'GET',
    path: '/imports/{import}/documents/{document}',
    group: GROUP,
    summary: 'The plan or the result as a file, in pieces',
    access: 'read',
    params: {
      ...params,
      document: required(
        'document',
        word(['plan.xlsx', 'plan.csv', 'result.xlsx', 'result.csv', 'result.txt']),
        'Which file.',
      ),
    },
    query: { cursor: paging.cursor },
    reply: answersObject(
      'ImportDocument',
      { content: required('content', bytes(LARGEST_PIECE), 'Its bytes from here on, as base64.'), next },
      'A piece of the file.',
    ),
    problems: ['import-unknown', 'document-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { import: 1, document: 'plan.csv' } },
  }),

  listColumns: caseload({
    method: 'GET',
    path: '/columns',
    group: GROUP,
    summary: 'Columns that a file may have',
    access: 'read',
    query: { name: optional('name', text(200), 'Only the column of this name.') },
    reply: answersObject(
      'Columns',
      {
        columns: required(
          'columns',
          many(
            part(
              'KnownColumn',
              {
                name: required('name', text(200), 'Its name.'),
                help: required('help', sentence, 'What it says.'),
              },
              'A column that is understood.',
            ),
          ),
          'The columns.',
        ),
      },
      'The columns.',
    ),
    problems: [],
    repeatable: true,
    example: { input: { name: 'Assessor' } },
  }),

  listKeptPlans: caseload({
    method: 'GET',
    path: '/sync-plans',
    group: GROUP,
    summary: 'Plans of the command line that nobody has applied, the newest first',
    about:
      'Of each set of files the last one. An import of one (`plan` of `POST /imports`) shows it, asks what it asks and carries it out. Whoever is limited to some organisations sees those with the same limit.',
    access: 'read',
    query: { limit: paging.limit },
    reply: answersObject(
      'KeptPlans',
      {
        plans: required(
          'plans',
          many(
            part(
              'KeptPlan',
              {
                hash: required('hash', hash, 'Its name.'),
                at: required('at', moment, 'When it was made.'),
                by: required(
                  'by',
                  text(500),
                  'Who made it, and on which machine; empty where that is not known.',
                ),
                sources: required('sources', many(sentence), 'The files.'),
                counts: required(
                  'counts',
                  nullable(
                    part(
                      'KeptPlanCounts',
                      {
                        changes: required('changes', count, 'Changes that it would make.'),
                        questions: required('questions', count, 'People to confirm.'),
                        waits: required('waits', count, 'Removals that wait for an approval.'),
                      },
                      'A plan in numbers.',
                    ),
                  ),
                  'What it comes to; null where an older version has kept it.',
                ),
              },
              'A plan that waits to be applied.',
            ),
          ),
          'The plans.',
        ),
      },
      'The plans.',
    ),
    problems: [],
    repeatable: true,
    example: { input: { limit: 20 }, answer: { plans: [] } },
  }),

  listSyncRuns: caseload({
    method: 'GET',
    path: '/sync-runs',
    group: GROUP,
    summary: 'What the sync has done, the newest first',
    about:
      'Runs of the command line, such as every night, and of imports. Whoever is limited to some organisations sees those of imports with the same limit.',
    access: 'read',
    query: { limit: paging.limit },
    reply: answersObject(
      'SyncRuns',
      {
        runs: required('runs', many(syncRun), 'The runs.'),
      },
      'The runs.',
    ),
    problems: [],
    repeatable: true,
    example: { input: { limit: 20 }, answer: { runs: [] } },
  }),

  readSyncRun: caseload({
    method: 'GET',
    path: '/sync-runs/{run}',
    group: GROUP,
    summary: 'One run of the sync',
    access: 'read',
    params: runParams,
    reply: { kind: 'object', status: 200, codec: syncRun, about: 'The run.' },
    problems: ['run-unknown'],
    repeatable: true,
    example: { input: { run: 'run-1' } },
  }),

  listSyncProblems: caseload({
    method: 'GET',
    path: '/sync-runs/{run}/problems',
    group: GROUP,
    summary: 'What a run of the sync left undone, a row for each problem with what mends it',
    about:
      'Changes that were refused, moved on or not tried, rows that are held, people to confirm. Runs of earlier versions have kept none.',
    access: 'read',
    params: runParams,
    query: paging,
    reply: answersObject(
      'SyncProblemsPage',
      { problems: required('problems', many(syncProblem), 'The problems.'), next },
      'A page of problems.',
    ),
    problems: ['run-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { run: 'run-1' } },
  }),
}
